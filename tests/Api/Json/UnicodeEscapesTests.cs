using System.Text;
using Platform.Api.Json;
using Xunit;

namespace Platform.Tests.Api.Json;

public sealed class UnicodeEscapesTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("plain", true)]
    [InlineData(@"\ud83d\ude00", true)]
    [InlineData(@"\uD83D\uDE00", true)]
    [InlineData(@"a\n\\ud800", true)]
    [InlineData(@"\\\ud83d\ude00", true)]
    [InlineData(@"\u0041\ud83d\ude00\u0042", true)]
    [InlineData(@"\", true)]
    [InlineData(@"\u", true)]
    [InlineData(@"\uZZZZ", true)]
    [InlineData(@"\ud800", false)]
    [InlineData(@"\ude00", false)]
    [InlineData(@"\ud83d\ud83d\ude00", false)]
    [InlineData(@"\ud83dx\ude00", false)]
    [InlineData(@"\ud83d\n", false)]
    [InlineData(@"\\\ud83d", false)]
    [InlineData(@"\ude00\ud83d", false)]
    public void surrogates_must_come_in_pairs(string json, bool paired) =>
        Assert.Equal(paired, UnicodeEscapes.ArePaired(Encoding.UTF8.GetBytes(json)));
}
