using System.Globalization;
using Platform.Contracts.Errors;

namespace Platform.Api.Paging;

/// <summary>Reads numbers from the query string.</summary>
internal static class QueryNumber
{
    /// <summary>A page's size: 1 to 100, 20 when it is left out.</summary>
    public static int Limit(IQueryCollection query) =>
        (int)(Read(query, "limit", 1, Contracts.Paging.PageRequest.MaxLimit) ?? Contracts.Paging.PageRequest.DefaultLimit);

    /// <summary>A number within bounds; null when it is left out.</summary>
    /// <exception cref="PlatformException">It is not such a number.</exception>
    public static long? Read(IQueryCollection query, string name, long least, long most)
    {
        var values = query[name];
        if (values.Count == 0)
            return null;
        if (values.Count == 1
            && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        throw new PlatformException(
            ErrorCode.InvalidValue,
            most == long.MaxValue ? $"'{name}' must be a whole number from {least} on." : $"'{name}' must be a whole number from {least} to {most}.",
            name);
    }
}
