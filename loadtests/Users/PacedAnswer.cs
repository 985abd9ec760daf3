using System.Globalization;
using System.Text;

namespace Platform.LoadTests.Users;

/// <summary>
/// An answer of the test model whose tokens are known by their place, so that a piece of it tells which tokens it holds, and any
/// that is lost, doubled or out of order is seen: the tokens of <c>echo: 000 001 002 …</c> are "echo", ":", " 000", " 001" and so on.
/// </summary>
/// <param name="tokens">How many tokens it has: 3 to 1,002.</param>
/// <param name="pace">From the question to the first token, and from each token to the next: whole milliseconds.</param>
internal sealed class PacedAnswer(int tokens, TimeSpan pace)
{
    private const int NameLength = 4;
    private const int HeadLength = 5;
    private const int HeadTokens = 2;
    private const int TokenLength = 4;

    /// <summary>How many tokens it has.</summary>
    public int Tokens => tokens;

    /// <summary>The model that gives it.</summary>
    public string Model => string.Create(CultureInfo.InvariantCulture, $"builtin/echo?firstTokenMs={pace.TotalMilliseconds}&tokenMs={pace.TotalMilliseconds}");

    /// <summary>The message that it answers.</summary>
    public string Question { get; } = string.Join(' ', Enumerable.Range(0, tokens - HeadTokens).Select(static word => word.ToString("000", CultureInfo.InvariantCulture)));

    /// <summary>The whole text.</summary>
    public byte[] Text => field ??= Encoding.UTF8.GetBytes($"echo: {Question}");

    /// <summary>How long the model takes for all of it.</summary>
    public TimeSpan Length => pace * tokens;

    /// <summary>When a token is due after the question.</summary>
    /// <param name="token">Its number, from 0.</param>
    public TimeSpan Due(int token) => pace * (token + 1);

    /// <summary>How many whole tokens so much text is.</summary>
    /// <param name="length">In characters.</param>
    public static int TokensIn(int length) => length switch
    {
        < NameLength => 0,
        < HeadLength => 1,
        _ => HeadTokens + ((length - HeadLength) / TokenLength),
    };
}
