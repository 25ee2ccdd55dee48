using System.Text;
using AspNetCorePrometheus.HashPassword;
using AspNetCorePrometheus.HostingStartup;

if (args.Length > 0)
{
    // A password among the arguments would stand in the list of processes and in the shell's history.
    Console.Error.WriteLine("usage: hash-password, and the password on standard input or at the prompt");
    return 64;
}

if (Password.Read() is not { Length: > 0 } password)
{
    Console.Error.WriteLine("hash-password: no password, or two different ones");
    return 65;
}

Console.WriteLine(PasswordHash.Of(Encoding.UTF8.GetBytes(password)));
return 0;
