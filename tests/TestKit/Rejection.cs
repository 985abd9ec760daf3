using System.Reflection;

namespace Platform.Tests.TestKit;

/// <summary>What the engine throws for a call that it could not deliver, and that only it can make.</summary>
internal static class Rejection
{
    public static OrleansMessageRejectionException Of(string message) => (OrleansMessageRejectionException)Activator.CreateInstance(
        typeof(OrleansMessageRejectionException), BindingFlags.Instance | BindingFlags.NonPublic, null, [message], null)!;
}
