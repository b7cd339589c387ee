namespace Etalon.Server;

/// <summary>Keeps answers that were given last, up to a number of bytes. Thread-safe.</summary>
/// <remarks>The key says everything that the answer depends on, so nothing in here is ever wrong; who may see it is asked before.</remarks>
/// <param name="mostBytes">The most bytes of all answers together; one answer may take a quarter of it.</param>
public sealed class ViewCache(long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, View View)>> _known = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, View View)> _order = new();
    private long _bytes;

    /// <summary>Bytes of all answers.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>The answer of that key, or null.</summary>
    public View? Find(string key)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out var node))
            {
                return null;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.View;
        }
    }

    /// <summary>Keeps an answer; what was not asked for longest makes room.</summary>
    public void Keep(string key, View view)
    {
        if (view.Bytes > mostBytes / 4)
        {
            return;
        }

        lock (_gate)
        {
            if (_known.ContainsKey(key))
            {
                return;
            }

            _known[key] = _order.AddFirst((key, view));
            _bytes += view.Bytes;
            while (_bytes > mostBytes)
            {
                var last = _order.Last!;
                _order.RemoveLast();
                _known.Remove(last.Value.Key);
                _bytes -= last.Value.View.Bytes;
            }
        }
    }
}
