using System.Text.Json.Serialization.Metadata;

namespace Platform.Api.Json;

/// <summary>The generated (de)serialisation of a type, whichever context has it.</summary>
/// <typeparam name="T">A body or answer of a route.</typeparam>
internal static class JsonTypes<T>
{
    /// <summary>It, looked up once.</summary>
    public static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)(
        NativeJson.Default.GetTypeInfo(typeof(T))
        ?? OpenAiJson.Default.GetTypeInfo(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T)} is in no JSON context: add it to {nameof(NativeJson)} or {nameof(OpenAiJson)}."));
}
