using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Windows: every child belongs to a job that ends with the app host's last handle to it. There is no signal to ask a
/// process to end itself, so stopping is killing; what is acknowledged is stored by then.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class JobObjectGuard : IProcessGuard
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    private readonly SafeFileHandle _job;

    public JobObjectGuard()
    {
        _job = CreateJobObjectW(0, null);
        var limits = new ExtendedLimits { LimitFlags = KillOnJobClose };
        if (_job.IsInvalid || !SetInformationJobObject(_job, ExtendedLimitInformation, ref limits, Marshal.SizeOf<ExtendedLimits>()))
            throw new Win32Exception();
    }

    public ProcessStartInfo Prepare(LaunchSpec spec) =>
        new(spec.FileName, spec.Arguments) { WorkingDirectory = spec.WorkingDirectory, RedirectStandardInput = true };

    public void Adopt(Process process)
    {
        process.StandardInput.Close();
        if (!AssignProcessToJobObject(_job, process.Handle) && !process.HasExited)
            throw new Win32Exception();
    }

    public void Release(int processId)
    {
        // A job forgets a process by itself.
    }

    public void Terminate(Process process) => Kill(process);

    public void Hurry(Process process)
    {
        // It was killed already.
    }

    public void Kill(Process process) => process.Kill(entireProcessTree: true);

    public ValueTask DisposeAsync()
    {
        _job.Dispose();
        return ValueTask.CompletedTask;
    }

    [DllImport("kernel32", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    private static extern SafeFileHandle CreateJobObjectW(nint attributes, string? name);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetInformationJobObject(SafeFileHandle job, int kind, ref ExtendedLimits limits, int length);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool AssignProcessToJobObject(SafeFileHandle job, nint process);

    // JOBOBJECT_EXTENDED_LIMIT_INFORMATION: only the flags matter here, the rest is zero.
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
