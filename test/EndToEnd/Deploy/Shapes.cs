using System.Text.Json;
using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>
/// What files may hold whose own program is not here: <c>shapes.json</c> names every field that an object may have, so that one that is
/// misspelt is none of them. A shape is <c>[x]</c> (a list), <c>{x}</c> (an object with names of its own), <c>/x/</c> (text that matches
/// wholly), <c>x or y</c>, <c>text</c>, <c>int</c>, <c>bool</c>, <c>null</c>, or another one by its name; a field with <c>!</c> must be there.
/// </summary>
internal static class Shapes
{
    private static readonly JsonElement Known =
        JsonDocument.Parse(File.ReadAllText(Tree.File("test/EndToEnd/Deploy/shapes.json"))).RootElement;

    /// <summary>What is wrong with a value, each with its path; nothing if it has the shape.</summary>
    public static IReadOnlyList<string> Problems(JsonElement value, string shape, string path = "")
    {
        if (shape[0] == '[')
        {
            return value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().SelectMany((item, i) => Problems(item, shape[1..^1], $"{path}[{i}]"))]
                : [$"{path} is no list"];
        }

        if (shape[0] == '{')
        {
            return value.ValueKind == JsonValueKind.Object
                ? [.. value.EnumerateObject().SelectMany(field => Problems(field.Value, shape[1..^1], $"{path}.{field.Name}"))]
                : [$"{path} is no object"];
        }

        if (shape[0] == '/')
        {
            return value.ValueKind == JsonValueKind.String && Regex.IsMatch(value.GetString()!, $"^(?:{shape[1..^1]})$") ? [] : [$"{path} is not {shape}"];
        }

        if (shape.Split(" or ") is { Length: > 1 } either)
        {
            var each = either.Select(one => Problems(value, one, path)).ToArray();
            return each.MinBy(problems => problems.Count)!;
        }

        return shape switch
        {
            "text" => Is(JsonValueKind.String),
            "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) ? [] : [$"{path} is no whole number"],
            "bool" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [$"{path} is neither true nor false"],
            "null" => Is(JsonValueKind.Null),
            _ when Known.GetProperty(shape) is { ValueKind: JsonValueKind.String } named => Problems(value, named.GetString()!, path),
            _ when value.ValueKind != JsonValueKind.Object => [$"{path} is no {shape}"],
            _ => [.. FieldProblems(value, Known.GetProperty(shape), path)],
        };

        IReadOnlyList<string> Is(JsonValueKind kind) => value.ValueKind == kind ? [] : [$"{path} is no {shape}"];
    }

    private static IEnumerable<string> FieldProblems(JsonElement value, JsonElement shape, string path)
    {
        var fields = shape.EnumerateObject().ToDictionary(field => field.Name.TrimEnd('!'), field => field);
        foreach (var field in fields.Values.Where(field => field.Name.EndsWith('!') && !value.TryGetProperty(field.Name[..^1], out _)))
        {
            yield return $"{path}.{field.Name[..^1]} is missing";
        }

        foreach (var given in value.EnumerateObject())
        {
            var problems = fields.TryGetValue(given.Name, out var field)
                ? Problems(given.Value, field.Value.GetString()!, $"{path}.{given.Name}")
                : [$"{path}.{given.Name} is no field"];
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }
}
