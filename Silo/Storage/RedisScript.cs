using System.Security.Cryptography;
using System.Text;

namespace Platform.Silo.Storage;

/// <summary>A Lua script, sent by its hash once the server knows it.</summary>
/// <param name="text">
/// The script. It must make its change visible by one write command: a server that dies inside a script may have applied
/// only the commands before that point. What follows that command has to be repairable.
/// </param>
internal sealed class RedisScript(string text)
{
    /// <summary>The script.</summary>
    public string Text { get; } = text;

    /// <summary>Its SHA-1, by which servers know it.</summary>
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
