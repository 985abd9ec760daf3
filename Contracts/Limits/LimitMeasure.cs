namespace Platform.Contracts.Limits;

/// <summary>What a limit counts.</summary>
[GenerateSerializer, Alias("LimitMeasure")]
public enum LimitMeasure
{
    /// <summary>Requests with the tenant's keys, within any 60 seconds.</summary>
    Requests,

    /// <summary>Tokens that turns read and write, within any 60 seconds.</summary>
    Tokens,

    /// <summary>Turns that run or wait, at the same time.</summary>
    Turns,
}
