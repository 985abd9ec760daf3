using Platform.Contracts.Erasure;
using Platform.Silo.Users;

namespace Platform.Silo.Erasure;

/// <summary>
/// What one feature keeps of users: its part of their erasure and export. A feature that keeps something under or about a user
/// id implements this and registers itself; nothing else has to know of it.
/// </summary>
internal interface IUserData
{
    /// <summary>Its place in the order.</summary>
    ErasureStage Stage { get; }

    /// <summary>
    /// Erases all of it. While this runs no session, key or request of the user comes to be. It may have broken off before
    /// and then runs again: each step has to be one that can be done twice. Fails as the store does.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="erased">Told of everything that is gone, in portions as it goes.</param>
    Task Erase(UserAddress user, ErasureTally erased);

    /// <summary>All of it for the user to take along, piece by piece, without secrets. Nothing for what is of no use elsewhere.</summary>
    IAsyncEnumerable<ExportRecord> Export(UserAddress user);
}
