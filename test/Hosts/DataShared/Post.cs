namespace Data;

public class Post
{
    public int Id { get; set; }

    public int BlogId { get; set; }

    public required string Title { get; set; }

    public List<Tag> Tags { get; } = [];
}
