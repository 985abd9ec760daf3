using System.Net.Sockets;
using System.Text.Json;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports.Baselines;

namespace Platform.LoadTests.Running;

/// <summary>What a failed run says of itself.</summary>
internal static class RunFailure
{
    /// <summary>A failure in words: what is expected to go wrong in its own words, anything else with all that helps to find it.</summary>
    public static string Of(Exception error) => error is
        LoadFailedException or BaselineException or InvalidOperationException or HttpRequestException or IOException or SocketException
        or JsonException or TimeoutException or PlatformNotSupportedException
        ? error.Message
        : error.ToString();
}
