namespace Platform.AppHost;

/// <summary>The folder that survives restarts. One app host at a time uses it.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream lockFile)
    {
        Root = path;
        _lock = lockFile;
    }

    /// <summary>The full path.</summary>
    public string Root { get; }

    /// <summary>Creates the folder where needed and claims it; the operating system ends the claim with the process.</summary>
    /// <exception cref="AppHostError">It is claimed by another app host, or cannot be written to.</exception>
    public static DataDirectory Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AppHostError($"--data {path} cannot be created: {e.Message}");
        }

        try
        {
            return new DataDirectory(path, new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new AppHostError($"another app host uses {path}: stop it, or choose another folder with --data DIR (and another --port N)");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AppHostError($"--data {path} cannot be written to: {e.Message}");
        }
    }

    /// <summary>The full path of a file in the folder.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>The full path of a folder below, which exists then.</summary>
    public string Folder(string name) => Directory.CreateDirectory(PathOf(name)).FullName;

    public void Dispose() => _lock.Dispose();
}
