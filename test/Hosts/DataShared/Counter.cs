namespace Data;

public class Counter
{
    public int Id { get; set; }

    public int Value { get; set; }

    public int Version { get; set; }
}
