using Platform.Contracts.Errors;

namespace Platform.Silo.Users;

/// <summary>What callers are told about users, in one place.</summary>
internal static class UserFailures
{
    public static PlatformException BeingErased(TimeSpan retryAfter) => new(
        ErrorCode.ErasureRunning,
        "The user is being erased, and nothing new is stored meanwhile. Try again when the erasure is done.",
        retryAfter: retryAfter);
}
