namespace Data;

public class Dog : Animal;
