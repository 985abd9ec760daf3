namespace Platform.Contracts.Keys;

/// <summary>What ids look like. Checked at the edge, so that a bad id is the caller's error and never reaches a key.</summary>
public static class IdRules
{
    /// <summary>The most characters of a tenant id: 63, so that it also fits a DNS label.</summary>
    public const int MaxTenantLength = 63;

    /// <summary>The most characters of a session or agent id: 128.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The most characters of a user id: 256, enough for an e-mail address or a subject claim.</summary>
    public const int MaxUserLength = 256;

    /// <summary>A tenant id: lower-case letters, digits and <c>-</c>, the first and last not <c>-</c>.</summary>
    public static bool IsTenant(string? id)
    {
        if (id is not { Length: > 0 and <= MaxTenantLength } || id[0] == '-' || id[^1] == '-')
            return false;
        foreach (var character in id)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
                return false;
        }

        return true;
    }

    /// <summary>A session or agent id: letters, digits, <c>.</c>, <c>_</c>, <c>-</c> and <c>~</c>, the first a letter or digit.</summary>
    public static bool IsName(string? id)
    {
        if (id is not { Length: > 0 and <= MaxNameLength } || !char.IsAsciiLetterOrDigit(id[0]))
            return false;
        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-' or '~'))
                return false;
        }

        return true;
    }

    /// <summary>A user id: any text without control characters and lone surrogates, since it is the application's own.</summary>
    public static bool IsUser(string? id)
    {
        if (id is not { Length: > 0 and <= MaxUserLength })
            return false;
        for (var index = 0; index < id.Length; index++)
        {
            if (char.IsControl(id[index]))
                return false;
            if (char.IsSurrogate(id[index]) && (index + 1 == id.Length || !char.IsSurrogatePair(id[index], id[++index])))
                return false;
        }

        return true;
    }
}
