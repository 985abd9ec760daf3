namespace Orleans.Configuration;

/// <summary>Finds what cannot work in the options of a silo or client. Every check runs at start, and all problems are told at once.</summary>
internal interface IOptionsCheck
{
    /// <summary>One sentence per problem: the setting, its value, and what it should be.</summary>
    IEnumerable<string> Problems();
}
