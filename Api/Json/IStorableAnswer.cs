using System.Buffers;

namespace Platform.Api.Json;

/// <summary>An answer whose parts can be put on record before it is sent.</summary>
internal interface IStorableAnswer : IResult
{
    /// <summary>The HTTP status.</summary>
    int Status { get; }

    /// <summary>The path of what was created; null: nothing was.</summary>
    string? Location { get; }

    /// <summary>Writes the JSON body.</summary>
    void WriteBody(IBufferWriter<byte> buffer);
}
