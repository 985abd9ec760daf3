namespace Orleans.Runtime;

/// <summary>Is told about silos that come and go.</summary>
public interface ISiloStatusListener
{
    /// <summary>A silo's status changed.</summary>
    void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status);
}
