using System.Text;
using System.Xml;

namespace Etalon.Ophidia;

/// <summary>The SOAP envelope of a request: the text of <c>ophExecuteMainRequest</c> within <c>{urn:oph}ophExecuteMain</c>.</summary>
public static class RequestEnvelope
{
    /// <summary>The largest request that is read.</summary>
    public const int MostBytes = 8 << 20;

    /// <summary>The name space of the service.</summary>
    public const string Service = "urn:oph";

    private const string Call = "ophExecuteMain";
    private const string Argument = "ophExecuteMainRequest";

    /// <summary>What an envelope that is whole ends with, in any prefix: by this a reader of a connection knows that nothing more comes.</summary>
    public static ReadOnlySpan<byte> ClosingTag => "ophExecuteMainRequest>"u8;

    /// <summary>
    /// The request's JSON. What comes behind the closing tag of the request is not looked at: some clients count characters where they should
    /// count bytes, and the end of their envelope is cut off.
    /// </summary>
    /// <exception cref="OphidiaException">It is no such envelope, too large, or has a DTD.</exception>
    public static string Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostBytes)
        {
            throw new OphidiaException(OphidiaError.Parameter, $"The request has {body.Length} bytes; at most {MostBytes} are read. Send less at once.");
        }

        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            using var reader = XmlReader.Create(
                stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes });
            return Find(reader) ?? throw new OphidiaException(OphidiaError.Parameter, $"The envelope has no {Call} of {Service} with a {Argument}.");
        }
        catch (XmlException error)
        {
            throw new OphidiaException(OphidiaError.Parameter, $"The envelope is no XML that is read here: {error.Message}", error);
        }
    }

    private static string? Find(XmlReader reader)
    {
        var isCall = false;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            // Prefixes differ between clients, and between header and body of one: names count.
            isCall |= string.Equals(reader.LocalName, Call, StringComparison.Ordinal) && string.Equals(reader.NamespaceURI, Service, StringComparison.Ordinal);
            if (isCall && string.Equals(reader.LocalName, Argument, StringComparison.Ordinal))
            {
                return reader.IsEmptyElement ? "" : Text(reader);
            }
        }

        return null;
    }

    private static string Text(XmlReader reader)
    {
        var text = new StringBuilder();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                text.Append(reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                throw new OphidiaException(OphidiaError.Parameter, $"{Argument} holds the element '{reader.Name}'; it holds text: JSON.");
            }
        }

        return text.ToString();
    }
}
