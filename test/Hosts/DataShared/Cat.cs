namespace Data;

public class Cat : Animal;
