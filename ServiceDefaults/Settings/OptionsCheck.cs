using Microsoft.Extensions.Options;

namespace Platform.ServiceDefaults.Settings;

/// <summary>Collects what is wrong with a section of settings, so that all of it is reported at once with the actual values.</summary>
/// <param name="section">The section's name, as it is written in configuration.</param>
public sealed class OptionsCheck(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>Requires a value within bounds.</summary>
    /// <param name="name">The setting, within the section.</param>
    /// <param name="value">What it is.</param>
    /// <param name="least">The least it may be.</param>
    /// <param name="most">The most.</param>
    public OptionsCheck InRange<T>(string name, T value, T least, T most) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            _errors.Add($"{section}:{name} is {value}: set it to {least} to {most}.");
        return this;
    }

    /// <summary>Requires a relation between values.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="otherwise">What to tell when it does not.</param>
    public OptionsCheck Require(bool holds, string otherwise)
    {
        if (!holds)
            _errors.Add($"{section}: {otherwise}");
        return this;
    }

    /// <summary>The verdict.</summary>
    public ValidateOptionsResult Result() =>
        _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);
}
