using Orleans.Serialization;

namespace Orleans.Connections;

/// <summary>Something to send. It is written by the connection's sending loop, not where it was queued.</summary>
internal interface IFrame
{
    void Write(ref GrainWriter writer);

    /// <summary>It could not be written; nothing was sent.</summary>
    void WriteFailed(Exception error);
}
