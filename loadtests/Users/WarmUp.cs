using Platform.LoadTests.Scenarios;

namespace Platform.LoadTests.Users;

/// <summary>
/// Makes a platform that has just started quick before a schedule begins. A schedule cannot do that itself: what a cold platform
/// does not keep up with is still waiting when its measured stretch begins.
/// </summary>
internal static class WarmUp
{
    /// <summary>What of the schedule behind it is not measured: nobody was waiting when it began.</summary>
    public static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(1);

    /// <summary>Has users send turns back to back.</summary>
    public static async Task Run(ScenarioContext context, IReadOnlyList<ITurnUser> users, CancellationToken cancellationToken)
    {
        context.Progress("warming up");
        // As few as elsewhere: a crowd would make it slow, not warm.
        await BackToBack.Run([.. users.Take(context.Connections)], TimeSpan.Zero, context.WarmUp, context.WarmUp, context.Time, cancellationToken);
    }
}
