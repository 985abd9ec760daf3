using System.Collections.Concurrent;
using System.Text.Json;

namespace Orleans.Serialization;

/// <summary>
/// The exception types that arrive as themselves although they have no codec. A closed table, so that bytes never choose
/// which type is loaded.
/// </summary>
internal static class KnownExceptions
{
    private static readonly ConcurrentDictionary<string, Func<string?, Exception?, Exception>> Factories = new(StringComparer.Ordinal);

    static KnownExceptions()
    {
        Add<Exception>(static (message, inner) => new Exception(message, inner));
        Add<ApplicationException>(static (message, inner) => new ApplicationException(message, inner));
        Add<ArgumentException>(static (message, inner) => new ArgumentException(message, inner));
        Add<ArgumentNullException>(static (message, inner) => new ArgumentNullException(message, inner));
        Add<ArgumentOutOfRangeException>(static (message, inner) => new ArgumentOutOfRangeException(message, inner));
        Add<ArithmeticException>(static (message, inner) => new ArithmeticException(message, inner));
        Add<DivideByZeroException>(static (message, inner) => new DivideByZeroException(message, inner));
        Add<EndOfStreamException>(static (message, inner) => new EndOfStreamException(message, inner));
        Add<FormatException>(static (message, inner) => new FormatException(message, inner));
        Add<HttpRequestException>(static (message, inner) => new HttpRequestException(message, inner));
        Add<IndexOutOfRangeException>(static (message, inner) => new IndexOutOfRangeException(message, inner));
        Add<InvalidCastException>(static (message, inner) => new InvalidCastException(message, inner));
        Add<InvalidDataException>(static (message, inner) => new InvalidDataException(message, inner));
        Add<InvalidOperationException>(static (message, inner) => new InvalidOperationException(message, inner));
        Add<IOException>(static (message, inner) => new IOException(message, inner));
        Add<JsonException>(static (message, inner) => new JsonException(message, inner));
        Add<KeyNotFoundException>(static (message, inner) => new KeyNotFoundException(message, inner));
        Add<NotImplementedException>(static (message, inner) => new NotImplementedException(message, inner));
        Add<NotSupportedException>(static (message, inner) => new NotSupportedException(message, inner));
        Add<NullReferenceException>(static (message, inner) => new NullReferenceException(message, inner));
        Add<ObjectDisposedException>(static (message, inner) => new ObjectDisposedException(message, inner));
        Add<OperationCanceledException>(static (message, inner) => new OperationCanceledException(message, inner));
        Add<OverflowException>(static (message, inner) => new OverflowException(message, inner));
        Add<TaskCanceledException>(static (message, inner) => new TaskCanceledException(message, inner));
        Add<TimeoutException>(static (message, inner) => new TimeoutException(message, inner));
        Add<UnauthorizedAccessException>(static (message, inner) => new UnauthorizedAccessException(message, inner));
    }

    /// <summary>Lets a type arrive as itself; the runtime adds its own exceptions.</summary>
    /// <param name="create">Makes an exception of a message and a cause.</param>
    public static void Add<T>(Func<string?, Exception?, T> create)
        where T : Exception => Factories[typeof(T).FullName!] = create;

    /// <summary>Makes an exception of a type, or a <see cref="UnavailableExceptionFallbackException"/> when the table lacks it.</summary>
    public static Exception Create(string typeName, string? message, Exception? inner) =>
        Factories.TryGetValue(typeName, out var create)
            ? create(message, inner)
            : new UnavailableExceptionFallbackException(message!, inner!) { ExceptionType = typeName };
}
