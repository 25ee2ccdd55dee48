namespace NotRelational;

public class Note
{
    public int Id { get; set; }
}
