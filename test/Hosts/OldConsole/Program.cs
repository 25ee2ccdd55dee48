Console.WriteLine($"hello from .NET {Environment.Version.Major}");
return 3;
