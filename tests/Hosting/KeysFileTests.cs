using Platform.AppHost;
using Xunit;

namespace Platform.Tests.Hosting;

public sealed class KeysFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataDirectory _data;

    public KeysFileTests() => _data = DataDirectory.Open(_folder.PathOf("data"));

    [Fact]
    public void The_first_start_makes_keys_that_only_their_owner_can_read()
    {
        var keys = KeysFile.LoadOrCreate(_data, 8080);
        Assert.Matches("^sk-admin-[A-Za-z0-9_-]{32}$", keys.AdminKey);
        Assert.Matches("^sk-demo-[A-Za-z0-9_-]{32}$", keys.DemoKey);
        Assert.Equal(
            $"PLATFORM_URL=http://localhost:8080\nPLATFORM_ADMIN_KEY={keys.AdminKey}\nPLATFORM_KEY={keys.DemoKey}\n",
            File.ReadAllText(_data.PathOf("keys.env")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data.PathOf("keys.env")));
    }

    [Fact]
    public void Later_starts_keep_the_keys_and_follow_the_port()
    {
        var first = KeysFile.LoadOrCreate(_data, 8080);
        Assert.Equal(first with { Url = "http://localhost:9000" }, KeysFile.LoadOrCreate(_data, 9000));
        Assert.Contains("PLATFORM_URL=http://localhost:9000\n", File.ReadAllText(_data.PathOf("keys.env")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PLATFORM_URL=http://localhost:8080\nPLATFORM_ADMIN_KEY=sk-admin-short\n")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_file_is_never_overwritten(string content)
    {
        File.WriteAllText(_data.PathOf("keys.env"), content);
        var error = Assert.Throws<AppHostError>(() => KeysFile.LoadOrCreate(_data, 8080));
        Assert.Contains("keys.env has no valid PLATFORM_", error.Message);
        Assert.Equal(content, File.ReadAllText(_data.PathOf("keys.env")));
    }

    [Fact]
    public void A_data_folder_serves_one_app_host_at_a_time()
    {
        var error = Assert.Throws<AppHostError>(() => DataDirectory.Open(_data.Root));
        Assert.Contains($"another app host uses {_data.Root}", error.Message);
        Assert.Contains("--data", error.Message);
        _data.Dispose();
        DataDirectory.Open(_data.Root).Dispose();
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }
}
