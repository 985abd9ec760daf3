using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Platform.AppHost.Redis;

/// <summary>As much of the Redis protocol as it takes to see whether a server lives and keeps what it is given.</summary>
internal sealed class RespConnection : IDisposable
{
    private const int DefaultPort = 6379;
    private const int MaxAnswer = 4096;

    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    private RespConnection(TcpClient client)
    {
        _client = client;
        _reader = new StreamReader(client.GetStream(), Encoding.UTF8);
    }

    /// <summary>Connects.</summary>
    /// <param name="address">HOST:PORT, or HOST for port 6379.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The address has another form.</exception>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<RespConnection> OpenAsync(string address, CancellationToken cancellationToken)
    {
        var colon = address.LastIndexOf(':');
        var host = colon < 0 ? address : address[..colon].Trim('[', ']');
        var port = colon < 0 ? DefaultPort : int.Parse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(host, port, cancellationToken);
            return new RespConnection(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Connects, sends one command and answers what comes back.</summary>
    public static async Task<string> AskAsync(string address, string[] command, CancellationToken cancellationToken)
    {
        using var connection = await OpenAsync(address, cancellationToken);
        return await connection.SendAsync(command, cancellationToken);
    }

    /// <summary>Sends a command.</summary>
    /// <returns>The text of a simple answer, of an error or of a bulk string; "" for nil.</returns>
    public async Task<string> SendAsync(string[] command, CancellationToken cancellationToken)
    {
        var request = new StringBuilder($"*{command.Length}\r\n");
        foreach (var part in command)
            request.Append(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(part)}\r\n{part}\r\n");
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request.ToString()), cancellationToken);

        var line = await ReadLineAsync(cancellationToken);
        if (!line.StartsWith('$'))
            return line.Length > 0 ? line[1..] : line;
        return line == "$-1" ? "" : await ReadLineAsync(cancellationToken);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = await _reader.ReadLineAsync(cancellationToken) ?? throw new IOException("the connection was closed");
        return line.Length <= MaxAnswer ? line : throw new IOException("the answer is too long");
    }
}
