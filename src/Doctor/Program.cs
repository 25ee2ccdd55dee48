using AspNetCorePrometheus.Doctor;

const int Usage = 64;

if (args is not [var subject] || subject.StartsWith('-'))
{
    Console.Error.WriteLine("usage: doctor pid | doctor published-folder | doctor program");
    return Usage;
}

var home = new DropInFolder(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);
Finding finding;
try
{
    finding = subject.All(char.IsAsciiDigit) && !Path.Exists(subject)
        ? RunningProcess.Examine(subject, home)
        : PublishedProgram.Examine(subject, home);
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
    or System.Text.Json.JsonException or KeyNotFoundException or InvalidOperationException)
{
    finding = Finding.Unknown(exception.Message);
}

Console.WriteLine($"{Words.Of(finding.Outcome)}: {finding.Text}");
return (int)finding.Outcome;
