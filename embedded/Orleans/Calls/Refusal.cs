using Orleans.Runtime;

namespace Orleans.Calls;

/// <summary>Why a call was not run, so that its caller may send it again, elsewhere or later.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Version">The view of the cluster that the refusing silo has; 0 when it does not matter.</param>
/// <param name="Holder">Where the grain still runs, for <see cref="RefusalKind.HeldElsewhere"/>.</param>
internal readonly record struct Refusal(RefusalKind Kind, long Version = 0, SiloAddress? Holder = null);
