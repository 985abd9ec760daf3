using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>
/// The first frame in each direction. The dialling side names the cluster, itself and the silo it wants; a silo of another
/// cluster, or of another generation on the same port, turns it away.
/// </summary>
internal sealed class Handshake(ClusterOptions cluster, TimeProvider time)
{
    private const string Magic = "orleans-embedded";
    private const ulong Protocol = 1;
    private const int MaxFrame = 4096;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Introduces this process to a silo.</summary>
    /// <exception cref="ConnectionRefusedException">The silo turned it away.</exception>
    public async Task<Welcome> DialAsync(ConnectionContext connection, SiloAddress? self, SiloAddress target, CancellationToken cancellationToken)
    {
        await SendAsync(connection, new Hello(Magic, Protocol, cluster.ClusterId, cluster.ServiceId, self?.ToParsableString() ?? "", target.Generation == 0 ? "" : target.ToParsableString()));
        var welcome = await ReceiveAsync(connection, Welcome.Read, cancellationToken);
        if (welcome.Reason.Length > 0)
            throw new ConnectionRefusedException(welcome.Reason, welcome.IsOtherGeneration);
        return welcome;
    }

    /// <summary>Answers a process that connected.</summary>
    /// <returns>Who it is; null when it was turned away.</returns>
    public async Task<(Hello? Hello, string Reason)> AnswerAsync(ConnectionContext connection, SiloAddress self, long version)
    {
        var hello = await ReceiveAsync(connection, Hello.Read, CancellationToken.None);
        var otherGeneration = hello.Target.Length > 0 && hello.Target != self.ToParsableString();
        var reason = hello switch
        {
            { Magic: not Magic } => "It does not speak this protocol.",
            { Protocol: not Protocol } => $"It speaks version {hello.Protocol} of the protocol, this silo {Protocol}.",
            _ when hello.ClusterId != cluster.ClusterId => $"It belongs to the cluster '{hello.ClusterId}', this silo to '{cluster.ClusterId}'.",
            _ when otherGeneration => $"It wants {hello.Target}, this is {self.ToParsableString()}.",
            _ => "",
        };
        await SendAsync(connection, new Welcome(reason, otherGeneration, self.ToParsableString(), version));
        return (reason.Length == 0 ? hello : null, reason);
    }

    private static async Task SendAsync(ConnectionContext connection, IFrame frame)
    {
        using var buffer = new FrameBuffer(MaxFrame);
        buffer.Append(frame);
        await connection.Transport.Output.WriteAsync(buffer.Written);
    }

    private async Task<T> ReceiveAsync<T>(ConnectionContext connection, Func<ReadOnlySequence<byte>, T> read, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var input = connection.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync(either.Token);
            var buffer = result.Buffer;
            if (FrameParser.TryRead(ref buffer, MaxFrame, out var frame))
            {
                var value = read(frame);
                input.AdvanceTo(buffer.Start);
                return value;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                throw new ConnectionResetException("The connection ended before the handshake.");
        }
    }
}
