using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Unix: starts programs as leaders of process groups, so that what a terminal sends goes past them and a signal to the group
/// reaches what they started. They stay in the app host's session where a program for that is found: Linux shares the cores
/// between sessions (<c>sched_autogroup</c>), and processes that talk to each other all the time do better in one.
/// </summary>
internal sealed class ProcessGroupLauncher
{
    // Perl would complain about a language that is not installed, in the output of every program.
    private const string PerlVariable = "PERL_BADLANG";
    private const string PerlScript = "delete $ENV{PERL_BADLANG}; $SIG{INT} = 'DEFAULT'; setpgrp(0, 0); exec { $ARGV[0] } @ARGV; die \"$ARGV[0]: $!\\n\";";

    private readonly string[] _command;

    private ProcessGroupLauncher(params string[] command) => _command = command;

    /// <summary>Whether what is started leads a group. False where no program for it is found: then Ctrl+C reaches everything at once.</summary>
    public bool MakesGroups => _command.Length > 0;

    /// <summary>
    /// The first that exists of: Perl, <c>setpgid</c> (util-linux from 2.39), and <c>setsid</c>, which makes a session as well. Perl
    /// also sees to it that programs hear of Ctrl+C when they are to hurry: a shell that starts the app host as a background job of a
    /// script has it ignored, and what is started by whoever ignores it ignores it too.
    /// </summary>
    public static ProcessGroupLauncher Find()
    {
        if (ExecutablePath.Find("perl") is { } perl)
            return new(perl, "-e", PerlScript);
        if (ExecutablePath.Find("setpgid") is { } setpgid)
            return new(setpgid);
        return ExecutablePath.Find("setsid") is { } setsid ? new(setsid) : new();
    }

    /// <summary>What to start. The process becomes the program, so its id is the program's.</summary>
    public ProcessStartInfo Of(string program, params IEnumerable<string> arguments)
    {
        string[] all = [.. _command, program, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..]);
        if (_command.Contains(PerlScript))
            start.Environment[PerlVariable] = "0";
        return start;
    }
}
