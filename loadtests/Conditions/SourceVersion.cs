using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Platform.LoadTests.Conditions;

/// <summary>What was measured: the commit, and the stack it was built on.</summary>
internal static class SourceVersion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The stack that this program and the app host were built on.</summary>
    public static string Stack => Metadata("PlatformStack");

    /// <summary>The commit of the checkout that this program was built in, with "+ changes" when files differ from it; the program's version when there is no checkout.</summary>
    public static string Commit()
    {
        if (Git("rev-parse", "HEAD") is not { Length: > 0 } commit)
            return typeof(SourceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return Git("status", "--porcelain") is { Length: > 0 } ? $"{commit} + changes" : commit;
    }

    private static string? Git(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true };
        // Looking must not disturb a commit that somebody makes meanwhile.
        start.ArgumentList.Add("--no-optional-locks");
        start.ArgumentList.Add("-C");
        start.ArgumentList.Add(AppContext.BaseDirectory);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var git = Process.Start(start);
            if (git is null)
                return null;
            var reading = git.StandardOutput.ReadToEndAsync();
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            if (!git.WaitForExit(Patience))
            {
                git.Kill();
                return null;
            }

            return git.ExitCode == 0 ? reading.GetAwaiter().GetResult().Trim() : null;
        }
        catch (Win32Exception)
        {
            // There is no git.
            return null;
        }
    }

    private static string Metadata(string name) =>
        typeof(SourceVersion).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == name)?.Value ?? "unknown";
}
