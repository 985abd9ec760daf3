namespace Platform.Silo.Sessions;

/// <summary>One turn's hold on a seat of the silo.</summary>
internal sealed class Seat(FairShare share, string tenantId, int weight)
{
    private bool _isTaken;

    /// <summary>Takes it, unless the turn has it.</summary>
    public ValueTask Take()
    {
        if (_isTaken)
            return ValueTask.CompletedTask;
        _isTaken = true;
        return share.Take(tenantId, weight);
    }

    /// <summary>Gives it back, if the turn has it.</summary>
    public void Leave()
    {
        if (!_isTaken)
            return;
        _isTaken = false;
        share.Leave();
    }
}
