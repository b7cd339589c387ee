using System.Globalization;
using System.Security;

namespace Etalon.Ophidia;

/// <summary>The SOAP envelope of a reply; the document is written into it while it is made.</summary>
public static class ReplyEnvelope
{
    /// <summary>Writes a whole reply.</summary>
    /// <param name="target">Where to; left open.</param>
    /// <param name="error">The number.</param>
    /// <param name="jobId">The job; empty for operators that are none.</param>
    /// <param name="document">The document; null for a job that was only submitted.</param>
    /// <param name="copy">Gets the document as it is, in UTF-8; null for none.</param>
    public static void Write(Stream target, OphidiaError error, string jobId, OphidiaDocument? document, Stream? copy = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write("""<?xml version="1.0" encoding="UTF-8"?>"""u8);

        // The prefix is part of the contract: PyOphidia looks for 'oph:ophResponse' by these letters, not by the name space.
        target.Write("""<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:oph="urn:oph"><SOAP-ENV:Body><oph:ophResponse>"""u8);
        if (jobId.Length > 0)
        {
            target.Write("<jobid>"u8);
            target.Write(System.Text.Encoding.ASCII.GetBytes(SecurityElement.Escape(jobId)));
            target.Write("</jobid>"u8);
        }

        if (document is not null)
        {
            target.Write("<response>"u8);
            using (var escaped = new EscapingStream(target, copy))
            {
                document.Write(escaped);
            }

            target.Write("</response>"u8);
        }

        target.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<error>{(int)error}</error>")));
        target.Write("</oph:ophResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"u8);
    }
}
