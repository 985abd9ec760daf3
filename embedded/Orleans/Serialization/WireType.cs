namespace Orleans.Serialization;

/// <summary>
/// The outer form of a value on the wire: enough to step over a field that this process does not know. A field's key is
/// <c>(id &lt;&lt; 3) | wire type</c>.
/// </summary>
public enum WireType
{
    /// <summary>No value: key 0 ends an object; <c>n &lt;&lt; 3</c> moves on n sections (see <see cref="ObjectCodec{T}"/>).</summary>
    Control = 0,

    /// <summary>A number of 1 to 10 bytes, seven bits in each.</summary>
    VarInt = 1,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 2,

    /// <summary>0 for null, else the length plus one, and so many bytes.</summary>
    Bytes = 3,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 4,

    /// <summary>A count, then for each part a byte with its wire type and its value. Count 0 is null.</summary>
    Tuple = 5,

    /// <summary>0 for null, 1 for the declared type, 2 and a name for another type; then fields up to key 0.</summary>
    Object = 6,

    /// <summary>
    /// 0 for null, else the count plus one; unless empty a byte with the elements' wire type (for a map the values' in the
    /// upper four bits); then the elements, for a map keys and values alternating.
    /// </summary>
    List = 7,
}
