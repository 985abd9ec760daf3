using System.Diagnostics.CodeAnalysis;
using Orleans.Calls;

namespace Orleans.Connections;

/// <summary>The calls under way on one connection, by identifier. An identifier is a place and how often it was used, so that a late answer is not taken for another's.</summary>
internal sealed class CallSlots
{
    private const int IndexBits = 20;
    private const int MaxCalls = 1 << IndexBits;

    private readonly Lock _lock = new();
    private (OutgoingCall? Call, uint Use)[] _slots = new (OutgoingCall?, uint)[64];
    private int[] _free = [];
    private int _freeCount;
    private int _used;
    private bool _closed;

    /// <summary>Takes a call in.</summary>
    /// <returns>False when the connection is closed.</returns>
    /// <exception cref="Runtime.GatewayTooBusyException">A million calls are under way.</exception>
    public bool TryAdd(OutgoingCall call)
    {
        lock (_lock)
        {
            if (_closed)
                return false;

            int index;
            if (_freeCount > 0)
            {
                index = _free[--_freeCount];
            }
            else
            {
                if (_used == MaxCalls)
                    throw new Runtime.GatewayTooBusyException($"{MaxCalls} calls are under way on one connection: slow down.");
                if (_used == _slots.Length)
                    Array.Resize(ref _slots, _used * 2);
                index = _used++;
            }

            _slots[index].Call = call;
            call.WireId = ((ulong)_slots[index].Use << IndexBits) | (uint)index;
            return true;
        }
    }

    public bool TryGet(ulong id, [NotNullWhen(true)] out OutgoingCall? call)
    {
        lock (_lock)
        {
            call = null;
            var index = (int)(id & (MaxCalls - 1));
            if (index < _used && _slots[index].Use == (uint)(id >> IndexBits))
                call = _slots[index].Call;
            return call is not null;
        }
    }

    public bool TryRemove(ulong id, [NotNullWhen(true)] out OutgoingCall? call)
    {
        lock (_lock)
        {
            if (!TryGet(id, out call))
                return false;

            var index = (int)(id & (MaxCalls - 1));
            _slots[index] = (null, _slots[index].Use + 1);
            if (_freeCount == _free.Length)
                Array.Resize(ref _free, Math.Max(64, _free.Length * 2));
            _free[_freeCount++] = index;
            return true;
        }
    }

    /// <summary>Takes no more calls, and lets go of those it has.</summary>
    /// <returns>Those that were under way.</returns>
    public List<OutgoingCall> Close()
    {
        lock (_lock)
        {
            _closed = true;
            List<OutgoingCall> calls = [.. _slots.Take(_used).Where(slot => slot.Call is not null).Select(slot => slot.Call!)];
            _slots.AsSpan().Clear();
            return calls;
        }
    }
}
