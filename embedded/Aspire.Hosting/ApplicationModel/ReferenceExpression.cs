using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text that refers to resources. In the stand-in its parts are plain texts.</summary>
public class ReferenceExpression : IValueProvider
{
    private readonly string _value;

    private ReferenceExpression(string value) => _value = value;

    /// <summary>Makes an expression of an interpolated string.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.GetText());

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_value);

    /// <summary>Collects the parts of an interpolated string; used by the compiler.</summary>
    /// <param name="literalLength">Characters outside the holes.</param>
    /// <param name="formattedCount">Number of holes.</param>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private const int CharactersPerHole = 16;
        private readonly StringBuilder _text = new(literalLength + (formattedCount * CharactersPerHole));

        /// <summary>Appends the text between holes.</summary>
        public readonly void AppendLiteral(string value) => _text.Append(value);

        /// <summary>Appends a text; nothing for null.</summary>
        public readonly void AppendFormatted(string? value) => _text.Append(value);

        internal readonly string GetText() => _text.ToString();
    }
}
