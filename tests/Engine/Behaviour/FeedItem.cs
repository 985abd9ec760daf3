namespace Platform.Tests.Engine.Behaviour;

[GenerateSerializer, Immutable, Alias("test.FeedItem")]
public sealed record FeedItem([property: Id(0)] int Number, [property: Id(1)] string Text);
