using Platform.Api.Authentication;
using Platform.Api.Sessions;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Api.Responses;

/// <summary>A stored response, wherever it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Session">Its session.</param>
/// <param name="Record">Its turn.</param>
/// <param name="Terms">What was asked for.</param>
internal sealed record FoundResponse(ResponseId Id, ISessionGrain Session, TurnRecord Record, ResponseTerms Terms)
{
    /// <summary>The response with an id.</summary>
    /// <exception cref="PlatformException">It is unknown, or not the caller's.</exception>
    public static async Task<FoundResponse> Find(string text, Caller caller, IClusterClient cluster)
    {
        if (ResponseId.Parse(text) is not { } id)
            throw ResponseFailures.NotFound(text);
        try
        {
            var session = await SessionReach.Own(cluster, caller, id.SessionId);
            return await session.FindTurn(id.TurnId) is { } record && ResponseTerms.Of(record.Note) is { } terms
                ? new FoundResponse(id, session, record, terms)
                : throw ResponseFailures.NotFound(text);
        }
        catch (PlatformException error) when (error.Code == ErrorCode.SessionNotFound)
        {
            throw ResponseFailures.NotFound(text);
        }
    }

    /// <summary>The response as its caller sees it.</summary>
    public ResponseView ToView() => ResponseAnswer.Of(Id.SessionId, Terms, Record.Result);

    /// <summary>Stops it if it is not over, and waits for its end.</summary>
    public async Task Cancel()
    {
        if (Record.IsOver)
            return;
        await Session.Cancel(Id.TurnId);
        await foreach (var step in Session.Follow(Id.TurnId))
        {
            if (step.IsTerminal)
                return;
        }
    }
}
