namespace Orleans.Configuration;

/// <summary>Settings of one silo.</summary>
public class SiloOptions
{
    /// <summary>The silo's name. Default: <c>Silo_</c> and five random characters.</summary>
    public string SiloName { get; set; } = "Silo_" + Guid.NewGuid().ToString("N")[..5];
}
