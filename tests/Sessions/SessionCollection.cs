using Xunit;

namespace Platform.Tests.Sessions;

[CollectionDefinition(Name)]
public sealed class SessionCollection : ICollectionFixture<SessionRedis>
{
    public const string Name = "sessions";
}
