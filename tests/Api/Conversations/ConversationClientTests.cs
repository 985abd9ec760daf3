using System.ClientModel;
using System.Text.Json;
using OpenAI.Conversations;
using Platform.Tests.TestKit;
using Xunit;

#pragma warning disable OPENAI001 // The client marks its conversations as experimental.

namespace Platform.Tests.Api.Conversations;

/// <summary>The official .NET client.</summary>
public sealed class ConversationClientTests(PlatformFixture platform) : ConversationTest(platform)
{
    [Fact]
    public async Task it_goes_through_the_life_of_a_conversation()
    {
        var client = Client();
        var created = Parsed(await client.CreateConversationAsync(Body("""{"metadata":{"topic":"demo"},"items":[{"type":"message","role":"user","content":"one"}]}""")));
        var id = Text(created, "id");
        Assert.Equal("demo", Text(Parsed(await client.GetConversationAsync(id, Cancellation)).GetProperty("metadata"), "topic"));
        Assert.Equal("other", Text(Parsed(await client.UpdateConversationAsync(id, Body("""{"metadata":{"topic":"other"}}"""))).GetProperty("metadata"), "topic"));

        var added = Parsed(await client.CreateConversationItemsAsync(id, Body("""{"items":[{"type":"message","role":"user","content":[{"type":"input_text","text":"two"}]},{"type":"message","role":"user","content":"three"}]}""")));
        Assert.Equal(["two", "three"], Data(added).Select(TextOf));
        Assert.Equal("two", TextOf(Parsed(await client.GetConversationItemAsync(id, Ids(added)[0]))));

        var listed = new List<string>();
        await foreach (var page in client.GetConversationItemsAsync(id, limit: 1, order: "asc").GetRawPagesAsync())
            listed.AddRange(Data(Parsed(page)).Select(TextOf));
        Assert.Equal(["one", "two", "three"], listed);

        Assert.Equal(id, Text(Parsed(await client.DeleteConversationItemAsync(id, Ids(added)[0])), "id"));
        Assert.Equal(["one", "three"], await Texts(id));
        Assert.True(Parsed(await client.DeleteConversationAsync(id, Cancellation)).GetProperty("deleted").GetBoolean());
        var gone = await Assert.ThrowsAsync<ClientResultException>(() => client.GetConversationAsync(id, Cancellation));
        Assert.Equal(404, gone.Status);
        Assert.Contains("conversation_not_found", gone.Message);
    }

    private ConversationClient Client() => new(new ApiKeyCredential(OwnerKey), new ConversationClientOptions { Endpoint = new Uri(Platform.Address, "/v1") });

    private static BinaryContent Body(string json) => BinaryContent.Create(BinaryData.FromString(json));

    private static JsonElement Parsed(ClientResult result) => JsonElement.Parse(result.GetRawResponse().Content.ToString());
}
