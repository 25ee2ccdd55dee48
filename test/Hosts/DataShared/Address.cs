namespace Data;

public class Address
{
    public string Street { get; set; } = "";
}
