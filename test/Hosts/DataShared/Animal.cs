namespace Data;

public class Animal
{
    public int Id { get; set; }

    public required string Name { get; set; }
}
