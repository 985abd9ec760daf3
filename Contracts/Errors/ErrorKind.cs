namespace Platform.Contracts.Errors;

/// <summary>What an <see cref="ErrorCode"/> looks like over HTTP.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The envelope's <c>error.type</c>.</param>
/// <param name="Name">The envelope's <c>error.code</c>.</param>
public sealed record ErrorKind(int Status, string Type, string Name);
