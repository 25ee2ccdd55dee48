Console.WriteLine("hello");

var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name);
foreach (var name in loaded.Order(StringComparer.Ordinal))
{
    Console.WriteLine(name);
}

return 3;
