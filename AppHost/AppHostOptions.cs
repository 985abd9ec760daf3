using System.Globalization;

namespace Platform.AppHost;

/// <summary>What the command line says.</summary>
internal sealed record AppHostOptions
{
    public const string HelpText = """
        Runs the platform on this machine: Redis, silos, API.

          dotnet run --project AppHost -- [options]

          --silos N              silo processes, 1 to 32 (2)
          --apis N               API processes behind one port, 1 to 32 (1)
          --port N               the API's port, 1 to 65535 (8080)
          --data DIR             where Redis data and keys.env are kept (.data in the repository)
          --redis WHAT           redis-server | garnet | HOST:PORT[,password=...]
                                 (the environment variable ConnectionStrings__redis, else redis-server
                                 when it is on the PATH, else Garnet)
          --appendfsync WHEN     everysec | always: when redis-server makes a write durable (everysec)
          --help                 this text

        The environment variable PLATFORM_PROFILE tunes what is started: balanced (the default),
        throughput, latency or memory; docs/performance.md says what each does.

        What "aspire publish" and "aspire deploy" pass on (--operation, --step, --publisher, --output-path, --environment,
        --log-level, --include-exception-details, --clear-cache) is Aspire's.
        """;

    private const int MaxProcesses = 32;
    private const int MaxPort = 65_535;

    /// <summary>Number of silos: 1 to 32.</summary>
    public int Silos { get; private set; } = 2;

    /// <summary>Number of API processes: 1 to 32.</summary>
    public int Apis { get; private set; } = 1;

    /// <summary>The API's public port.</summary>
    public int Port { get; private set; } = 8080;

    /// <summary>The data folder; null for the default.</summary>
    public string? Data { get; private set; }

    /// <summary>"redis-server", "garnet" or a connection string; null to choose what there is.</summary>
    public string? Redis { get; private set; }

    /// <summary>When redis-server flushes its append-only file: "everysec" (also when null) or "always".</summary>
    public string? AppendFsync { get; private set; }

    /// <summary>Whether the platform is described for a deployment instead of run.</summary>
    public bool Publishes { get; private set; }

    /// <summary>Whether only the help text is wanted.</summary>
    public bool Help { get; private set; }

    /// <summary>Reads the command line; an option's value is the next argument or follows "=".</summary>
    /// <exception cref="AppHostError">An option is unknown, or its value is missing or out of range.</exception>
    public static AppHostOptions Parse(IReadOnlyList<string> args)
    {
        var options = new AppHostOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name is "--help" or "-h" or "-?")
                return new AppHostOptions { Help = true };
            if (!name.StartsWith("--", StringComparison.Ordinal))
                throw Wrong($"unexpected argument '{args[i]}'");
            options.Set(name, () => value ?? (i + 1 < args.Count ? args[++i] : throw Wrong($"{name} needs a value")));
        }

        return options;
    }

    private static AppHostError Wrong(string problem) => new($"{problem}; --help lists the options", AppHostError.WrongUsage);

    private static int Number(string name, string value, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw Wrong($"{name} must be a number from 1 to {max}, not '{value}'");

    private static string OneOf(string name, string value, params ReadOnlySpan<string> allowed) =>
        allowed.Contains(value) ? value : throw Wrong($"{name} must be {string.Join(" or ", allowed!)}, not '{value}'");

    private static string RedisChoice(string name, string value) =>
        value is "redis-server" or "garnet" || value.Contains(':')
            ? value
            : throw Wrong($"{name} must be redis-server, garnet or HOST:PORT, not '{value}'");

    private void Set(string name, Func<string> value)
    {
        switch (name)
        {
            case "--silos":
                Silos = Number(name, value(), MaxProcesses);
                break;
            case "--apis":
                Apis = Number(name, value(), MaxProcesses);
                break;
            case "--port":
                Port = Number(name, value(), MaxPort);
                break;
            case "--data":
                Data = value() is { Length: > 0 } folder ? folder : throw Wrong($"{name} needs a folder");
                break;
            case "--redis":
                Redis = RedisChoice(name, value());
                break;
            case "--appendfsync":
                AppendFsync = OneOf(name, value(), "everysec", "always");
                break;
            case "--operation":
                Publishes = value() == "publish";
                break;
            case "--publisher":
                Publishes = value().Length > 0;
                break;
            case "--step" or "--output-path" or "--environment" or "--log-level" or "--include-exception-details" or "--clear-cache":
                // Aspire reads it from the same command line.
                value();
                break;
            default:
                throw Wrong($"unknown option {name}");
        }
    }
}
