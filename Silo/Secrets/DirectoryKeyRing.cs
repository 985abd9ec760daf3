using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Platform.Silo.Secrets;

/// <summary>The key ring as files of a directory that all silos share. Of silos that start together, one makes the first key.</summary>
internal sealed class DirectoryKeyRing(string directory, ILoggerFactory loggers)
    : FileSystemXmlRepository(System.IO.Directory.CreateDirectory(directory), loggers)
{
    private const string LockName = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private int _seen;

    /// <summary>Whether keys can be stored there; makes it when it does not exist.</summary>
    public static bool IsUsable(string directory)
    {
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            using var probe = new FileStream(
                Path.Combine(directory, $".probe-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = base.GetAllElements();
        Volatile.Write(ref _seen, elements.Count);
        return elements;
    }

    /// <inheritdoc/>
    public override void StoreElement(XElement element, string friendlyName)
    {
        using var gate = Lock();
        if (!KeyRingElement.IsKey(element) || base.GetAllElements().Count == Volatile.Read(ref _seen))
            base.StoreElement(element, friendlyName);
    }

    private FileStream Lock()
    {
        const int Attempts = 500;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(Directory.FullName, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another silo is just storing its key.
                Task.Delay(Pause, TimeProvider.System).GetAwaiter().GetResult();
            }
        }
    }
}
