namespace Platform.AppHost;

internal static class AppHostRun
{
    /// <summary>Parses the command line and runs the application; an expected failure becomes one line and an exit code.</summary>
    /// <returns>0 after a stop that was asked for, 1 when the application cannot start, 2 for a wrong command line.</returns>
    public static int Guard(string[] args, Action<AppHostOptions> run)
    {
        try
        {
            var options = AppHostOptions.Parse(args);
            if (options.Help)
            {
                Console.WriteLine(AppHostOptions.HelpText);
                return 0;
            }

            if (!options.Publishes)
                PublicPort.EnsureFree(options.Port);
            run(options);
            return 0;
        }
        catch (AppHostError e)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return e.ExitCode;
        }
        catch (DistributedApplicationException e)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return AppHostError.CannotStart;
        }
    }
}
