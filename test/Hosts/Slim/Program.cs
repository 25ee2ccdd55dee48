using System.Text.Json.Serialization;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.ConfigureHttpJsonOptions(options =>
    options.SerializerOptions.TypeInfoResolverChain.Insert(0, TodoJson.Default));
var app = builder.Build();

Todo[] todos = [new(1, "Walk the dog"), new(2, "Do the dishes")];

app.MapGet("/", () => "slim");
app.MapGet("/todos/{id}", (int id) =>
    todos.FirstOrDefault(todo => todo.Id == id) is { } found ? Results.Ok(found) : Results.NotFound());

app.Run();

internal sealed record Todo(int Id, string Title);

[JsonSerializable(typeof(Todo))]
internal sealed partial class TodoJson : JsonSerializerContext;
