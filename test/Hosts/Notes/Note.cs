namespace Notes;

public sealed class Note
{
    public int Id { get; set; }

    public string Text { get; set; } = string.Empty;
}
