using System.Net.Sockets;

namespace Platform.AppHost.Redis;

/// <summary>
/// Sees for itself that a server keeps what it acknowledged: writes, kills it, starts it again, reads. Options that look
/// durable and are not have been met. It is done once per data folder and version.
/// </summary>
internal static class DurabilityProof
{
    private const int Writes = 20;
    private const string Key = "platform:durability-proof";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Proves it, unless that was done before.</summary>
    /// <param name="server">The server, as it will be run.</param>
    /// <param name="version">Its version.</param>
    /// <exception cref="AppHostError">The server loses writes or cannot be started.</exception>
    public static async Task EnsureAsync(RedisServer server, string version)
    {
        var record = Path.Combine(server.WorkingDirectory, "durability-proved");
        if (File.Exists(record) && await File.ReadAllTextAsync(record) == version)
            return;

        Console.WriteLine($"checking that Redis keeps what it is given (first start of {version} only) ...");
        var value = $"{Guid.NewGuid():N}";
        await WithServerAsync(server, async connection =>
        {
            for (var i = 0; i < Writes; i++)
                await ExpectAsync(connection, "OK", "SET", $"{Key}:{i}", value);
            // Garnet writes to disk just after it acknowledges; what is tested here is whether it writes at all.
            await connection.SendAsync(["COMMITAOF"], CancellationToken.None).WaitAsync(Patience, TimeProvider.System);
        });
        await WithServerAsync(server, async connection =>
        {
            for (var i = 0; i < Writes; i++)
            {
                await ExpectAsync(connection, value, "GET", $"{Key}:{i}");
                await ExpectAsync(connection, "1", "DEL", $"{Key}:{i}");
            }
        });
        await File.WriteAllTextAsync(record, version);
    }

    private static async Task ExpectAsync(RespConnection connection, string expected, params string[] command)
    {
        var answer = await connection.SendAsync(command, CancellationToken.None).WaitAsync(Patience, TimeProvider.System);
        if (answer != expected)
        {
            throw new AppHostError(
                $"Redis does not keep what it acknowledged ({string.Join(' ', command[..2])} answers '{answer}' after a restart): install redis-server, or use --redis HOST:PORT");
        }
    }

    private static async Task WithServerAsync(RedisServer server, Func<RespConnection, Task> use)
    {
        var port = LocalPort.Free();
        await using var process = KillableProcess.Start(server.Command, server.ArgumentsFor(port), server.WorkingDirectory);
        using var connection = await ConnectAsync(process, $"127.0.0.1:{port}");
        try
        {
            await use(connection);
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException)
        {
            throw new AppHostError($"Redis does not answer the durability check: {e.Message} It wrote: {process.Output}");
        }
    }

    private static async Task<RespConnection> ConnectAsync(KillableProcess process, string address)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            RespConnection? connection = null;
            try
            {
                connection = await RespConnection.OpenAsync(address, patience.Token);
                if (await connection.SendAsync(["PING"], patience.Token) == "PONG")
                    return connection;
            }
            catch (Exception e) when (e is SocketException or IOException && !process.HasExited)
            {
                // Not listening yet.
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
            {
                connection?.Dispose();
                throw new AppHostError($"Redis cannot be started for the durability check: {process.Output}");
            }

            connection?.Dispose();
            await Task.Delay(PollInterval, TimeProvider.System, CancellationToken.None);
        }
    }
}
