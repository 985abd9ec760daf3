using System.Xml.Linq;

namespace Platform.Silo.Secrets;

/// <summary>What a key ring consists of.</summary>
internal static class KeyRingElement
{
    /// <summary>Whether it is a key, rather than a revocation, which must never be dropped.</summary>
    public static bool IsKey(XElement element) => element.Name.LocalName == "key";
}
