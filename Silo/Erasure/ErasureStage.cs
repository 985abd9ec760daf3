namespace Platform.Silo.Erasure;

/// <summary>The order in which features erase, so that nothing comes back behind the one that has erased it.</summary>
internal enum ErasureStage
{
    /// <summary>What lets callers in: API keys.</summary>
    Access,

    /// <summary>What is at work and still writes: sessions with their turns.</summary>
    Activity,

    /// <summary>What the work has left elsewhere: everything else.</summary>
    Records,
}
