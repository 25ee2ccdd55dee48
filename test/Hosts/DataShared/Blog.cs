namespace Data;

public class Blog
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public Address Address { get; set; } = new();

    public List<Post> Posts { get; } = [];
}
