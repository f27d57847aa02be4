using System.Text;

namespace PeerCert.Core.Notices;

/// <summary>
/// A mail, or a part of one, taken apart as far as a delivery report needs it: headers, and what stands below them. It
/// is read byte for byte as Latin-1, so no text of whatever origin is unreadable; what is cut off ends where it ends.
/// </summary>
internal sealed class MessagePart
{
    private const int Deepest = 5, MostParts = 20;

    private readonly List<(string Name, string Value)> _headers;
    private readonly string _body;

    private MessagePart(List<(string, string)> headers, string body) => (_headers, _body) = (headers, body);

    public static MessagePart Read(ReadOnlySpan<byte> bytes) => Read(Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n"));

    public bool HasHeaders => _headers.Count > 0;

    public string? Header(string name) => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) => _headers.Where(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value);

    /// <summary>In small letters: <c>multipart/report</c>.</summary>
    public string Type => (Header("Content-Type") ?? "text/plain").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>A parameter of the content type; null where there is none.</summary>
    public string? Parameter(string name)
    {
        foreach (var piece in (Header("Content-Type") ?? "").Split(';').Skip(1))
            if (piece.Split('=', 2) is [var given, var value] && given.Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return value.Trim().Trim('"');
        return null;
    }

    /// <summary>Groups of fields with an empty line between them, as a delivery status has them.</summary>
    public IReadOnlyList<MessagePart> Groups()
    {
        var groups = new List<MessagePart>();
        for (var rest = Decoded().TrimStart('\n'); rest.Length > 0 && groups.Count < MostParts;)
        {
            var group = Read(rest);
            groups.Add(group);
            rest = group._body.TrimStart('\n');
        }
        return groups;
    }

    /// <summary>The mail that this part holds, or the headers of one.</summary>
    public MessagePart Inner() => Read(Decoded().TrimStart('\n'));

    /// <summary>This and everything below it, outermost first.</summary>
    public IEnumerable<MessagePart> Tree(int depth = 0)
    {
        yield return this;
        if (depth == Deepest || !Type.StartsWith("multipart/", StringComparison.Ordinal) || Parameter("boundary") is not { Length: > 0 } boundary)
            yield break;
        foreach (var below in Between(boundary).Take(MostParts).SelectMany(p => p.Tree(depth + 1)))
            yield return below;
    }

    private IEnumerable<MessagePart> Between(string boundary)
    {
        var part = (StringBuilder?)null;
        foreach (var line in _body.Split('\n'))
        {
            if (line.StartsWith("--", StringComparison.Ordinal) && line.TrimEnd() is var mark && (mark == $"--{boundary}" || mark == $"--{boundary}--"))
            {
                if (part is not null)
                    yield return Read(part.ToString());
                if (mark.Length > boundary.Length + 2)
                    yield break;
                part = new();
            }
            else
            {
                part?.Append(line).Append('\n');
            }
        }
        if (part is not null)
            yield return Read(part.ToString());
    }

    private static MessagePart Read(string text)
    {
        var headers = new List<(string Name, string Value)>();
        var at = 0;
        // A mailbox file may carry the envelope in front.
        if (text.StartsWith("From ", StringComparison.Ordinal))
            at = Next(text, 0);
        while (at < text.Length)
        {
            var next = Next(text, at);
            var line = text[at..next].TrimEnd('\n');
            at = next;
            if (line.Length == 0)
                break;
            if (line[0] is ' ' or '\t' && headers.Count > 0)
                headers[^1] = (headers[^1].Name, $"{headers[^1].Value} {line.Trim()}");
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !line.AsSpan(0, colon).ContainsAny(' ', '\t'))
                headers.Add((line[..colon], line[(colon + 1)..].Trim()));
            else if (headers.Count == 0)
                return new([], text);   // no header where headers begin: all of it is body
        }
        return new(headers, text[at..]);
    }

    private static int Next(string text, int from) => text.IndexOf('\n', from) is >= 0 and var end ? end + 1 : text.Length;

    private string Decoded() => Header("Content-Transfer-Encoding")?.Trim().ToLowerInvariant() switch
    {
        "base64" => FromBase64(_body),
        "quoted-printable" => FromQuotedPrintable(_body),
        _ => _body,
    };

    private static string FromBase64(string body)
    {
        var letters = string.Concat(body.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/'));
        letters = letters[..(letters.Length / 4 * 4 + (letters.Length % 4 is 1 ? 0 : letters.Length % 4))];
        var bytes = Convert.FromBase64String(letters.PadRight((letters.Length + 3) / 4 * 4, '='));
        return Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n");
    }

    private static string FromQuotedPrintable(string body)
    {
        var plain = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] is not '=')
                plain.Append(body[i]);
            else if (i + 1 < body.Length && body[i + 1] is '\n')
                i++;
            else if (i + 2 < body.Length && char.IsAsciiHexDigit(body[i + 1]) && char.IsAsciiHexDigit(body[i + 2]))
            {
                plain.Append((char)Convert.ToByte(body.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
                plain.Append('=');
        }
        return plain.ToString();
    }
}
