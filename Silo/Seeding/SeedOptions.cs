namespace Platform.Silo.Seeding;

/// <summary>What a new platform begins with. Both keys come from the environment, where the app host puts them.</summary>
internal sealed class SeedOptions
{
    /// <summary>The key of the platform's operator; none: no admin tenant is created.</summary>
    public string? AdminKey { get; set; }

    /// <summary>A key of tenant <c>demo</c>; none: no demo tenant is created.</summary>
    public string? DemoKey { get; set; }

    /// <summary>The models of the demo agent, in order.</summary>
    public string[] DemoModels { get; set; } = [];
}
