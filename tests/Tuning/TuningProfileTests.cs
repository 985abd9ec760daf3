using Orleans.Configuration;
using Platform.ServiceDefaults.Tuning;
using Platform.Silo.Sessions;
using Platform.Tuning;
using Xunit;

namespace Platform.Tests.Tuning;

/// <summary>Which profiles there are, how they are picked, and that nothing in them is a slip of the pen.</summary>
public sealed class TuningProfileTests
{
    [Theory]
    [InlineData(null, "balanced")]
    [InlineData("", "balanced")]
    [InlineData("balanced", "balanced")]
    [InlineData("throughput", "throughput")]
    [InlineData("Latency", "latency")]
    [InlineData("MEMORY", "memory")]
    public void A_profile_is_picked_by_its_name_in_any_case(string? picked, string name)
    {
        Assert.Equal(name, TuningProfile.Find(picked)?.Name);
        Assert.Null(TuningProfile.Problem(picked));
    }

    [Theory]
    [InlineData("fast")]
    [InlineData(" memory")]
    [InlineData("memory,latency")]
    [InlineData("0")]
    public void Anything_else_is_a_problem_that_names_all_four(string picked)
    {
        Assert.Null(TuningProfile.Find(picked));
        Assert.Equal($"PLATFORM_PROFILE is '{picked}': set it to balanced, throughput, latency or memory.", TuningProfile.Problem(picked));
    }

    [Fact]
    public void The_default_changes_nothing()
    {
        Assert.Empty(TuningProfiles.Balanced.Settings);
        Assert.Empty(TuningProfiles.Balanced.RuntimeVariables);
    }

    [Fact]
    public void Every_setting_of_a_profile_is_one_that_the_product_has()
    {
        Type[] product = [.. typeof(SessionOptions).Assembly.GetTypes(), .. typeof(Platform.Api.Hosting.Drain).Assembly.GetTypes(), .. typeof(TuningOptions).Assembly.GetTypes()];
        foreach (var key in TuningProfiles.All.SelectMany(static profile => profile.Settings.Keys).Distinct())
        {
            var (section, name) = (key[..key.LastIndexOf(':')], key[(key.LastIndexOf(':') + 1)..]);
            var options = section == "Orleans:GrainCollection"
                ? typeof(GrainCollectionOptions)
                : product.FirstOrDefault(type => type.GetField("Section") is { IsLiteral: true } constant && (string?)constant.GetRawConstantValue() == section);
            Assert.True(options?.GetProperty(name) is { CanWrite: true }, $"{key} is no setting of the product.");
        }
    }

    [Fact]
    public void Every_value_for_the_runtime_is_a_number_as_the_runtime_reads_it()
    {
        foreach (var (name, value) in TuningProfiles.All.SelectMany(static profile => profile.RuntimeVariables))
        {
            Assert.StartsWith("DOTNET_", name, StringComparison.Ordinal);
            Assert.Matches("^(0|[1-9]|0x[1-9A-F][0-9A-F]*)$", value);
        }
    }
}
