using Microsoft.Extensions.Primitives;
using Platform.Api.Validation;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;

namespace Platform.Api.Paging;

/// <summary>Reads texts from the query string.</summary>
internal static class QueryText
{
    /// <summary>A text that may be sent once; null when it is left out.</summary>
    public static string? One(ref Problems problems, string param, StringValues values)
    {
        if (values.Count > 1)
            problems.Invalid(param, "must be sent once");
        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>The same with a bound for its length; null also when it is beyond.</summary>
    public static string? One(ref Problems problems, string param, StringValues values, int maxLength)
    {
        var text = One(ref problems, param, values);
        if (text is null || (text.Length > 0 && text.Length <= maxLength))
            return text;
        problems.Invalid(param, $"must have 1 to {maxLength} characters");
        return null;
    }

    /// <summary>The user that <c>userId</c> names; null when it is left out.</summary>
    /// <exception cref="PlatformException">It is no user's id.</exception>
    public static string? UserId(IQueryCollection query)
    {
        var asked = query["userId"];
        if (asked.Count == 0)
            return null;
        return asked.Count == 1 && IdRules.IsUser(asked[0])
            ? asked[0]
            : throw new PlatformException(ErrorCode.InvalidValue, $"'userId' must be one user id of 1 to {IdRules.MaxUserLength} characters.", "userId");
    }
}
