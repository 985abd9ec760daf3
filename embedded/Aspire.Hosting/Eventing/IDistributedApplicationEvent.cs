namespace Aspire.Hosting.Eventing;

/// <summary>Something that happens while an application runs.</summary>
public interface IDistributedApplicationEvent;
