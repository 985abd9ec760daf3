namespace Orleans.Activations;

/// <summary>Where an activation is in its life.</summary>
internal enum ActivationState : byte
{
    /// <summary>Being constructed; requests wait.</summary>
    Activating,

    /// <summary>Serving.</summary>
    Active,

    /// <summary>Running <see cref="Grain.OnDeactivateAsync"/>; requests wait for the next activation.</summary>
    Deactivating,

    /// <summary>Gone.</summary>
    Ended,
}
