using Platform.Contracts.Sessions;
using Platform.Silo.Models;

namespace Platform.Tests.Models;

/// <summary>Shorthand for asking models.</summary>
internal static class Ask
{
    /// <summary>Milliseconds after which a test that waits for something that never comes has failed.</summary>
    public const int Deadline = 30_000;

    public static ModelRequest Request(string user, GenerationOptions? options = null) =>
        Request([new ChatMessage(ChatRole.User, user)], options);

    public static ModelRequest Request(ChatMessage[] messages, GenerationOptions? options = null) =>
        new(messages, options ?? new GenerationOptions(), "acme", "u1");

    public static async Task<List<ModelDelta>> Pieces(IAsyncEnumerable<ModelDelta> pieces)
    {
        var all = new List<ModelDelta>();
        await foreach (var piece in pieces)
            all.Add(piece);
        return all;
    }

    public static string Text(this IEnumerable<ModelDelta> pieces) => string.Concat(pieces.Select(piece => piece.Text));
}
