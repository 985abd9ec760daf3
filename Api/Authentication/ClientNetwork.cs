using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Platform.Api.Authentication;

/// <summary>Whoever sends from one place, as far as an address tells: an IPv4 address, or a /64 network of IPv6, which is what one customer gets.</summary>
internal static class ClientNetwork
{
    /// <summary>The number of the network of an address; 0 when there is none, as on a connection that is no network's.</summary>
    public static ulong Of(IPAddress? address)
    {
        if (address is null)
            return 0;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        // The first half of an IPv6 address that is in use is never below 2^32.
        return address.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
