using System.Text.RegularExpressions;

namespace Platform.AppHost;

/// <summary>Keeps the keys between starts in <c>keys.env</c>, a file that a shell can source and that only its owner can read.</summary>
internal static partial class KeysFile
{
    private const string Name = "keys.env";

    /// <summary>Reads the keys; makes new ones on the first start. The URL in the file follows the port.</summary>
    /// <exception cref="AppHostError">The file holds something else.</exception>
    public static Keys LoadOrCreate(DataDirectory data, int port)
    {
        var path = data.PathOf(Name);
        var url = $"http://localhost:{port}";
        if (!File.Exists(path))
        {
            var created = Keys.Create(url);
            Write(path, created);
            return created;
        }

        var stored = Read(path);
        var keys = stored with { Url = url };
        if (keys != stored)
            Write(path, keys);
        return keys;
    }

    private static Keys Read(string path)
    {
        var values = File.ReadLines(path)
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2))
            .ToLookup(parts => parts[0], parts => parts.Length == 2 ? parts[1] : "");
        return new Keys(Value("PLATFORM_URL", Url()), Value("PLATFORM_ADMIN_KEY", AdminKey()), Value("PLATFORM_KEY", DemoKey()));

        string Value(string name, Regex form) =>
            values[name].LastOrDefault() is { } value && form.IsMatch(value)
                ? value
                : throw new AppHostError($"{path} has no valid {name}: repair it, or delete the file to get new keys (the old ones stay valid until they are revoked)");
    }

    // Written beside and moved over, so that there is never half a file.
    private static void Write(string path, Keys keys)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            using var writer = new StreamWriter(stream) { NewLine = "\n" };
            writer.WriteLine($"PLATFORM_URL={keys.Url}");
            writer.WriteLine($"PLATFORM_ADMIN_KEY={keys.AdminKey}");
            writer.WriteLine($"PLATFORM_KEY={keys.DemoKey}");
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    [GeneratedRegex(@"^https?://\S+$")]
    private static partial Regex Url();

    [GeneratedRegex(@"^sk-admin-[A-Za-z0-9_-]{32}$")]
    private static partial Regex AdminKey();

    [GeneratedRegex(@"^sk-demo-[A-Za-z0-9_-]{32}$")]
    private static partial Regex DemoKey();
}
