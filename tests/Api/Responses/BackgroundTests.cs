using System.Net;
using System.Text.Json;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Responses;

/// <summary>Responses that are made while nobody waits; that are stopped, and deleted.</summary>
public sealed class BackgroundTests(PlatformFixture platform) : ResponseTest(platform)
{
    [Fact]
    public async Task a_response_in_the_background_is_answered_at_once_and_read_until_it_is_there()
    {
        var begun = await Respond("""
            "model":"builtin/echo?tokens=10&tokenMs=30","background":true,"input":"hello"
            """);
        Assert.Contains(Status(begun), new[] { "queued", "in_progress" });
        Assert.Equal((true, JsonValueKind.Null, JsonValueKind.Null), (begun.GetProperty("background").GetBoolean(), begun.GetProperty("usage").ValueKind, begun.GetProperty("completed_at").ValueKind));

        var followed = await Resume(Id(begun));
        var ended = await Ended(Id(begun));
        Assert.Equal(("completed", "response.completed"), (Status(ended), Type(followed[^1])));
        Assert.Equal(ended.GetRawText(), followed[^1].GetProperty("response").GetRawText());
        Assert.Equal(10, followed.Count(static one => Type(one) == "response.output_text.delta"));
    }

    [Fact]
    public async Task one_behind_another_is_queued_and_can_be_cancelled_there()
    {
        var running = await Respond($$"""
            "model":"{{Endless}}","background":true,"input":"a"
            """);
        var queued = await Respond($$"""
            "background":true,"input":"b","previous_response_id":"{{Id(running)}}"
            """);
        Assert.Equal("queued", Status(queued));
        Assert.Equal("queued", Status(await Read(queued)));

        var cancelled = await Json(HttpStatusCode.OK, Cancel(queued));
        Assert.Equal(("cancelled", 0, Id(queued)), (Status(cancelled), cancelled.GetProperty("output").GetArrayLength(), Id(cancelled)));
        Assert.Equal("in_progress", Status(await Read(running)));
        await Json(HttpStatusCode.OK, Cancel(running));
    }

    [Fact]
    public async Task a_dropped_client_never_ends_it()
    {
        string id;
        using (var answer = await Ask("""{"model":"builtin/echo?tokens=20&tokenMs=30","background":true,"stream":true,"input":"hello"}"""))
            id = Id((await SseFrame.Read(answer, Cancellation).FirstAsync(static frame => frame.Comment is null, Cancellation)).Json.GetProperty("response"));
        Assert.Equal("completed", Status(await Ended(id)));
    }

    [Fact]
    public async Task a_cancelled_response_keeps_its_partial_output_and_its_stream_ends()
    {
        using var answer = await Ask($$"""{"model":"{{Endless}}","stream":true,"input":"hello"}""");
        var frames = SseFrame.Read(answer, Cancellation).GetAsyncEnumerator(Cancellation);
        string id = "";
        while (await frames.MoveNextAsync() && frames.Current.Event != "response.output_text.delta")
        {
            if (frames.Current.Event == "response.created")
                id = Id(frames.Current.Json.GetProperty("response"));
        }

        var partial = (await Read(id)).GetProperty("output")[0];
        Assert.Equal("in_progress", Status(partial));
        var cancelled = await Json(HttpStatusCode.OK, Send(Owner, "POST", $"{Path}/{id}/cancel"));

        Assert.Equal(("cancelled", "incomplete"), (Status(cancelled), Status(cancelled.GetProperty("output")[0])));
        Assert.StartsWith("echo", Said(cancelled));
        Assert.Equal(cancelled.GetRawText(), (await Read(id)).GetRawText());
        Assert.Equal(cancelled.GetRawText(), (await Json(HttpStatusCode.OK, Send(Owner, "POST", $"{Path}/{id}/cancel"))).GetRawText());
        var last = default(JsonElement);
        while (await frames.MoveNextAsync())
            last = frames.Current.Json;
        Assert.Equal(("response.incomplete", "incomplete", "cancelled"), (Type(last), Status(last.GetProperty("response")), last.GetProperty("response").GetProperty("incomplete_details").GetProperty("reason").GetString()));
        Assert.Equal(Said(cancelled), Said(last.GetProperty("response")));
        Assert.StartsWith("3 messages", Said(await Respond($$"""
            "model":"builtin/echo?history=1","input":"x","previous_response_id":"{{id}}"
            """)));
    }

    [Fact]
    public async Task one_that_is_over_is_not_changed_by_a_cancellation()
    {
        var response = await Respond("""
            "input":"x"
            """);
        Assert.Equal(response.GetRawText(), (await Json(HttpStatusCode.OK, Cancel(response))).GetRawText());
    }

    [Fact]
    public async Task a_response_that_failed_can_be_read_as_failed()
    {
        var begun = await Respond("""
            "model":"builtin/echo?tokens=5&tokenMs=10&failAfter=2","background":true,"input":"x"
            """);
        var failed = await Ended(Id(begun));
        Assert.Equal(("failed", "provider_failed"), (Status(failed), failed.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal("failed", Status(await Json(HttpStatusCode.OK, Cancel(begun))));
        Assert.Equal("response.failed", Type((await Resume(Id(begun)))[^1]));
        await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Ask($$"""{"model":"builtin/echo","input":"x","previous_response_id":"{{Id(begun)}}"}"""));
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("running")]
    [InlineData("queued")]
    [InlineData("failed")]
    public async Task a_deleted_response_is_gone(string state)
    {
        var first = await Respond("""
            "input":"first"
            """);
        var model = state switch { "running" => Endless, "failed" => "builtin/echo?tokens=5&tokenMs=10&failAfter=2", _ => "builtin/echo" };
        var before = Id(first);
        if (state == "queued")
        {
            before = Id(await Respond($$"""
                "model":"builtin/echo?tokens=40&tokenMs=50","background":true,"input":"before","previous_response_id":"{{before}}"
                """));
        }

        var id = Id(await Respond($$"""
            "model":"{{model}}","background":true,"input":"x","previous_response_id":"{{before}}"
            """));
        if (state is "completed" or "failed")
            await Ended(id);

        var deleted = await Json(HttpStatusCode.OK, Owner.DeleteAsync($"{Path}/{id}", Cancellation));
        Assert.Equal($$"""{"id":"{{id}}","object":"response","deleted":true}""", deleted.GetRawText());
        foreach (var (method, suffix) in new[] { ("GET", ""), ("GET", "?stream=true"), ("GET", "/input_items"), ("POST", "/cancel"), ("DELETE", "") })
            await Error(HttpStatusCode.NotFound, "response_not_found", Send(Owner, method, $"{Path}/{id}{suffix}"));
        await Error(HttpStatusCode.NotFound, "previous_response_not_found", "previous_response_id", Ask($$"""{"model":"builtin/echo","input":"x","previous_response_id":"{{id}}"}"""));
        Assert.Equal("completed", Status(await Read(first)));
        Assert.StartsWith(state == "queued" ? "5 messages" : "3 messages", Said(await Respond($$"""
            "model":"builtin/echo?history=1","input":"next","previous_response_id":"{{before}}"
            """)));
    }

    private Task<HttpResponseMessage> Cancel(JsonElement response) => Send(Owner, "POST", $"{Path}/{Id(response)}/cancel");
}
