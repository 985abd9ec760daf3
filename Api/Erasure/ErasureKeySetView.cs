namespace Platform.Api.Erasure;

/// <summary>The public keys as a JSON Web Key Set.</summary>
/// <param name="Keys">They.</param>
internal sealed record ErasureKeySetView(ErasureKeyView[] Keys);
