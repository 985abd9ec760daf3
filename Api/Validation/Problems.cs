using Platform.Api.Errors;
using Platform.Contracts.Errors;

namespace Platform.Api.Validation;

/// <summary>
/// Collects what is wrong with a request, so that the caller learns all of it at once. The answer's code and param are those
/// of the first problem. Costs nothing while there is none. Pass it by reference.
/// </summary>
internal struct Problems
{
    private const int Most = 20;

    private List<Failure>? _found;

    /// <summary>Notes a problem.</summary>
    /// <param name="code">Its kind.</param>
    /// <param name="param">The path of the field, as the caller wrote it.</param>
    /// <param name="message">One sentence that names the field and says what to do.</param>
    public void Add(ErrorCode code, string param, string message) => (_found ??= []).Add(new Failure(code, message, param));

    /// <summary>A field has a value that cannot be.</summary>
    public void Invalid(string param, string rule) =>
        Add(ErrorCode.InvalidValue, param, $"'{RequestFailures.Shown(param)}' {rule}.");

    /// <summary>A field that has to be there is not.</summary>
    public void Missing(string param) => Add(ErrorCode.MissingField, param, $"'{param}' is missing. Send it.");

    /// <summary>Throws when there is a problem.</summary>
    public readonly void ThrowIfAny()
    {
        if (_found is null)
            return;
        var first = _found[0];
        var message = string.Join(' ', _found.Take(Most).Select(static problem => problem.Message));
        if (_found.Count > Most)
            message += $" And {_found.Count - Most} more problems.";
        throw new PlatformException(first.Code, message, first.Param);
    }
}
