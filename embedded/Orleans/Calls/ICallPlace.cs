namespace Orleans.Calls;

/// <summary>The connection that carries a call.</summary>
internal interface ICallPlace
{
    /// <summary>Tells the callee that the caller gave up.</summary>
    void SendCancel(OutgoingCall call);

    /// <summary>Lets the callee's stream send more items.</summary>
    void SendCredit(OutgoingCall call, int items);

    /// <summary>Drops the answer, should it still come.</summary>
    void Forget(OutgoingCall call);
}
