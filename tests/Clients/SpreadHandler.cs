using System.Net;

namespace Platform.Tests.Clients;

/// <summary>Sends each request to the next replica, as a load balancer does, and loses answers when it is told to.</summary>
internal sealed class SpreadHandler(Uri[] replicas) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly int[] _sent = new int[replicas.Length];
    private readonly List<string> _answers = [];

    /// <summary>How many of the next answers are lost: the requests are carried out, but the client sees its connection break.</summary>
    public int Drops { get; set; }

    /// <summary>What each request was answered: a status, or <c>lost</c>.</summary>
    public IReadOnlyList<string> Answers => _answers;

    /// <summary>How many requests each replica got.</summary>
    public IReadOnlyList<int> Sent => _sent;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = _answers.Count;
        var replica = number % replicas.Length;
        _answers.Add("lost");
        _sent[replica]++;
        request.RequestUri = new Uri(replicas[replica], request.RequestUri!.PathAndQuery);
        var answer = await base.SendAsync(request, cancellationToken);
        if (Drops == 0)
        {
            _answers[number] = $"{(int)answer.StatusCode}";
            return answer;
        }

        Drops--;
        using (answer)
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.", new IOException("The connection broke."), HttpStatusCode.OK);
    }
}
