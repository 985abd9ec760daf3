using Platform.Contracts.Audit;

namespace Platform.Api.Audit;

/// <summary>A part of the audit log, newest first.</summary>
/// <param name="Data">The entries.</param>
/// <param name="NextCursor">Where the next part begins; null at the end. A part that had to pass over many entries may be short, or empty.</param>
/// <param name="Chain">
/// <c>intact</c>: every entry that was read for this part has the hash it names, and follows the one before it; <c>broken</c>:
/// somebody changed the store.
/// </param>
internal sealed record AuditView(AuditEntryView[] Data, string? NextCursor, string Chain)
{
    /// <summary>A part as the operator sees it, or as a tenant's owner does.</summary>
    public static AuditView Of(AuditPage page, string? ownerOf = null) =>
        new(Array.ConvertAll(page.Data, entry => AuditEntryView.Of(entry, ownerOf)), page.NextCursor, page.IsIntact ? "intact" : "broken");
}
