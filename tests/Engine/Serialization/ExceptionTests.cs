using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.Serialization;

public sealed class ExceptionTests
{
    [Fact]
    public void An_exception_with_a_codec_arrives_as_itself_with_members_message_stack_and_cause()
    {
        var received = (RefusedException)Wire.Read<Exception?>(Wire.Write<Exception?>(Thrown(new RefusedException(42, "full", new TimeoutException("slow")))))!;

        Assert.Equal((42, "refused: full"), (received.Code, received.Message));
        Assert.Equal("slow", Assert.IsType<TimeoutException>(received.InnerException).Message);
        Assert.Contains(nameof(Thrown), received.StackTrace);
        Assert.Same(received, Record.Exception(() => Thrown(received, rethrow: true)));
    }

    [Fact]
    public void Derived_exceptions_carry_the_members_of_every_class()
    {
        var received = Assert.IsType<QuotaException>(Wire.RoundTrip<Exception?>(new QuotaException(7, "tenant-1")));
        Assert.Equal((7, "tenant-1"), (received.Code, received.Tenant));
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ArgumentException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(NotSupportedException))]
    [InlineData(typeof(KeyNotFoundException))]
    [InlineData(typeof(ArgumentNullException))]
    [InlineData(typeof(Orleans.Runtime.OrleansException))]
    [InlineData(typeof(Orleans.Runtime.SiloUnavailableException))]
    public void Well_known_exceptions_arrive_as_themselves(Type type)
    {
        var sent = (Exception)Activator.CreateInstance(type, "the message", new FormatException("cause"))!;
        var received = Wire.RoundTrip<Exception?>(sent)!;
        Assert.Equal(type, received.GetType());
        Assert.Equal(sent.Message, received.Message);
        Assert.IsType<FormatException>(received.InnerException);
    }

    [Fact]
    public void An_argument_keeps_its_message_with_the_parameter_name()
    {
        var sent = new ArgumentOutOfRangeException("count", 5, "too many");
        Assert.Equal(sent.Message, Wire.RoundTrip<Exception?>(sent)!.Message);
    }

    [Fact]
    public void An_unknown_exception_arrives_with_its_type_name_message_and_stack()
    {
        var received = Assert.IsType<UnavailableExceptionFallbackException>(Wire.Read<Exception?>(Wire.Write<Exception?>(Thrown(new Unknown("secret sauce")))));
        Assert.Equal((typeof(Unknown).FullName, "secret sauce"), (received.ExceptionType, received.Message));
        Assert.Contains(nameof(Thrown), received.StackTrace);

        var again = Assert.IsType<UnavailableExceptionFallbackException>(Wire.Read<Exception?>(Wire.Write<Exception?>(received)));
        Assert.Equal(typeof(Unknown).FullName, again.ExceptionType);
    }

    [Fact]
    public void A_long_chain_of_causes_is_cut_instead_of_refused()
    {
        Exception error = new InvalidOperationException("root");
        for (var depth = 0; depth < 200; depth++)
            error = new InvalidOperationException($"level {depth}", error);
        Assert.Equal("level 199", Wire.RoundTrip<Exception?>(error)!.Message);

        for (var depth = 0; depth < 200; depth++)
            error = new RefusedException(depth, "again", error);
        Assert.Equal(199, Assert.IsType<RefusedException>(Wire.RoundTrip<Exception?>(error)).Code);
    }

    private static Exception Thrown(Exception error, bool rethrow = false)
    {
        try
        {
            throw error;
        }
        catch (Exception caught) when (!rethrow)
        {
            return caught;
        }
    }

    private sealed class Unknown(string message) : Exception(message);
}

[GenerateSerializer, Alias("test.refused")]
public class RefusedException(int code, string reason, Exception? cause = null) : Exception("refused: " + reason, cause)
{
    [Id(0)]
    public int Code { get; } = code;
}

[GenerateSerializer, Alias("test.quota")]
public sealed class QuotaException(int code, string tenant) : RefusedException(code, "quota of " + tenant)
{
    [Id(0)]
    public string Tenant { get; } = tenant;
}
