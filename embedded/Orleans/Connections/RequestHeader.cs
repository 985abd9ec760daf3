using System.Diagnostics;
using Orleans.Runtime;

namespace Orleans.Connections;

/// <summary>What a request frame holds before the arguments.</summary>
internal readonly record struct RequestHeader(
    ulong Id,
    uint Method,
    RequestFlags Flags,
    ulong GrainType,
    string Key,
    TimeSpan Timeout,
    Dictionary<string, object>? Context,
    ActivityContext Trace,
    GrainId? Source);
