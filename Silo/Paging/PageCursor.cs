using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Platform.Contracts.Errors;
using Platform.Contracts.Paging;

namespace Platform.Silo.Paging;

/// <summary>Cursors: where the next page begins, opaque to callers.</summary>
internal static class PageCursor
{
    private const char Separator = ' ';

    /// <summary>A cursor behind a number.</summary>
    public static string Write(long number) => WriteText(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A cursor behind a member of a sorted set.</summary>
    public static string Write(double score, string member) =>
        WriteText(score.ToString("R", CultureInfo.InvariantCulture) + Separator + member);

    /// <summary>A cursor behind a text.</summary>
    public static string WriteText(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>What <see cref="Write(long)"/> wrote.</summary>
    public static long ReadNumber(string cursor) =>
        long.TryParse(ReadText(cursor), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid();

    /// <summary>What <see cref="Write(double,string)"/> wrote.</summary>
    public static (double Score, string Member) ReadMember(string cursor)
    {
        var text = ReadText(cursor);
        var separator = text.IndexOf(Separator);
        return separator > 0 && double.TryParse(text.AsSpan(0, separator), NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
            ? (score, text[(separator + 1)..])
            : throw Invalid();
    }

    /// <summary>What <see cref="WriteText"/> wrote.</summary>
    public static string ReadText(string cursor)
    {
        if (cursor.Length is 0 or > 2_048 || !Base64Url.IsValid(cursor))
            throw Invalid();
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }

    /// <summary>The page's size, when it is one that is served.</summary>
    public static int CheckLimit(PageRequest page) => page.Limit is >= 1 and <= PageRequest.MaxLimit
        ? page.Limit
        : throw new PlatformException(ErrorCode.InvalidValue, $"Ask for 1 to {PageRequest.MaxLimit} items.", "limit");

    private static PlatformException Invalid() =>
        new(ErrorCode.InvalidValue, "This is not a cursor of this list. Send the nextCursor of the previous page, or none.", "cursor");
}
