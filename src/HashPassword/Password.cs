using System.Text;

namespace AspNetCorePrometheus.HashPassword;

/// <summary>Where the password comes from: the first line of standard input, or two equal entries at a prompt.</summary>
internal static class Password
{
    /// <summary>The password, or null if there is none or the entries differ.</summary>
    public static string? Read()
    {
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine();
        }

        var first = Ask("Password: ");
        return first == Ask("Once more: ") ? first : null;
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
