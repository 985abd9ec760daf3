namespace Platform.Tests.Engine.Serialization;

public interface INamed
{
    string? Name { get; }
}

[GenerateSerializer, Alias("test.animal")]
public abstract record Animal([property: Id(0)] string? Name) : INamed;

[GenerateSerializer, Alias("test.dog")]
public record Dog(string? Name, [property: Id(0)] int Barks) : Animal(Name);

[GenerateSerializer, Alias("test.puppy")]
public sealed record Puppy(string? Name, int Barks, string Toy) : Dog(Name, Barks)
{
    [Id(0)]
    public int Weeks { get; init; }
}

[GenerateSerializer, Alias("test.cat")]
public sealed record Cat([property: Id(7)] INamed? Friend, string? Name) : Animal(Name);

public sealed record Unregistered(string? Name) : INamed;

[GenerateSerializer, Alias("test.zoo")]
public sealed class Zoo
{
    [Id(0)]
    public List<Animal?> Animals { get; set; } = [];

    [Id(1)]
    public INamed? Star { get; set; }

    [Id(2)]
    public Dog? Guard { get; set; }
}
