using System.Text;

namespace Etalon.Server;

/// <summary>Keeps what passes by, up to a limit; more than that is not kept at all.</summary>
internal sealed class KeptCopy(int most) : MemoryStream
{
    /// <summary>Whether more came than is kept.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>What came, as text; null if it was too much.</summary>
    public string? Text => IsTooLarge ? null : Encoding.UTF8.GetString(GetBuffer(), 0, (int)Length);

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count)
    {
        // Spans come this way too: that is how MemoryStream treats those who derive from it.
        if (IsTooLarge || Length + count > most)
        {
            IsTooLarge = true;
            return;
        }

        base.Write(buffer, offset, count);
    }
}
