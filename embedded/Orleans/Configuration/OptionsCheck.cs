using Orleans.Runtime;

namespace Orleans.Configuration;

/// <summary>Runs every check and tells all problems in one exception.</summary>
internal static class OptionsCheck
{
    public static void Run(IEnumerable<IOptionsCheck> checks)
    {
        var problems = checks.SelectMany(check => check.Problems()).ToList();
        if (problems.Count > 0)
            throw new OrleansConfigurationException("The Orleans configuration cannot work. " + string.Join(" ", problems));
    }

    public static IEnumerable<string> Positive(string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromMilliseconds(uint.MaxValue - 1))
            yield return $"{name} is {value:c}: it must be more than zero and less than 49 days.";
    }

    public static IEnumerable<string> AtLeast(string name, long value, long least)
    {
        if (value < least)
            yield return $"{name} is {value}: it must be at least {least}.";
    }
}
