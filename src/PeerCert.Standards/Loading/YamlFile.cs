using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PeerCert.Standards.Loading;

/// <summary>
/// Reads one file into nodes and refuses everything that YAML allows and a standard must not hold. This is the only place
/// that knows the YAML library.
/// </summary>
internal sealed class YamlFile
{
    public const int MaxBytes = 512 * 1024;
    public const int MaxDepth = 16;

    private readonly string _file;
    private readonly List<LoadError> _errors;

    private YamlFile(string file, List<LoadError> errors) => (_file, _errors) = (file, errors);

    /// <summary>The file's one document, or null when there is none to use; the reasons are in <paramref name="errors"/>.</summary>
    public static YamlNode? Read(string path, string file, List<LoadError> errors)
    {
        var before = errors.Count;
        var text = ReadText(path, file, errors);
        if (text is null)
            return null;

        var node = new YamlFile(file, errors).Parse(text);
        return errors.Count == before ? node : null;
    }

    /// <summary>The text of a file within the size limit and in UTF-8; null and an error otherwise.</summary>
    public static string? ReadText(string path, string file, List<LoadError> errors)
    {
        void Refuse(int line, Fault fault) => fault.At(file, line, errors);
        try
        {
            using var stream = File.OpenRead(path);
            var length = stream.CanSeek ? stream.Length : MaxBytes + 1;   // a pipe does not know its length
            var bytes = new byte[Math.Min(length, MaxBytes + 1)];
            if (stream.CanSeek && length > MaxBytes || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) is var read && read > MaxBytes)
            {
                Refuse(1, Fault.TooLarge(length, MaxBytes));
                return null;
            }

            bytes = bytes[..read];
            if (Encoding.UTF8.Preamble is var mark && bytes.AsSpan().StartsWith(mark))
                bytes = bytes[mark.Length..];

            var bad = FirstBadByte(bytes);
            if (bad is null && Array.IndexOf(bytes, (byte)0) is >= 0 and var zero)
            {
                Refuse(bytes.AsSpan(0, zero).Count((byte)'\n') + 1, Fault.BadCharacter());
                return null;
            }

            if (bad is null)
                return Encoding.UTF8.GetString(bytes);

            Refuse(bytes.AsSpan(0, bad.Value).Count((byte)'\n') + 1, Fault.NotUtf8());
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Refuse(1, Fault.Unreadable(Reason(path, e)));
            return null;
        }
    }

    private static string Reason(string path, Exception e) => e switch
    {
        _ when Directory.Exists(path) => "it is a folder",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "its permissions forbid it",
        _ => e.GetType().Name,
    };

    private static int? FirstBadByte(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) is not System.Buffers.OperationStatus.Done)
                return at;
            at += length;
        }

        return null;
    }

    private YamlNode? Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            YamlNode? document = null;
            while (parser.MoveNext())
            {
                if (parser.Current is not NodeEvent node)
                    continue;

                if (document is not null)
                {
                    Refuse(Line(node), Fault.SeveralDocuments());
                    return null;
                }

                document = Value(parser, depth: 1);
                if (document is null)
                    return null;
            }

            if (document is null or YamlNode.Scalar { IsNull: true })
                Refuse(1, Fault.EmptyFile());
            return document;
        }
        catch (YamlException e)
        {
            NotYaml(text, (int)Math.Max(1, e.Start.Line), e.Message);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The library's scanner trips over some malformed input (an unclosed brace before an indented line) instead of
            // reporting it. What it had read last is the best place to point at.
            NotYaml(text, (int)Math.Max(1, parser.Current?.End.Line ?? 1), "the reader lost its way after this line.");
            return null;
        }
    }

    /// <summary>A line that begins with a tab is the usual reason, and the library names another line for it.</summary>
    private void NotYaml(string text, int line, string reason)
    {
        var tab = Array.FindIndex(text.Split('\n'), l => l.TrimStart(' ').StartsWith('\t') && !string.IsNullOrWhiteSpace(l));
        if (tab >= 0)
            Refuse(tab + 1, Fault.Tab());
        else
            Refuse(line, Fault.NotYaml(reason));
    }

    /// <summary>The value that begins at the parser's event; null where reading on makes no sense.</summary>
    private YamlNode? Value(Parser parser, int depth)
    {
        var begin = parser.Current!;
        var line = Line(begin);
        if (depth > MaxDepth)
        {
            Refuse(line, Fault.TooDeep(MaxDepth));
            return null;
        }

        if (begin is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            Refuse(line, Fault.Anchor());
        if (begin is NodeEvent { Tag.IsEmpty: false })
            Refuse(line, Fault.Tag());

        switch (begin)
        {
            case Scalar s:
                if (s.Value.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) || !IsWellFormed(s.Value))
                    Refuse(line, Fault.BadCharacter());
                return new YamlNode.Scalar(line, s.Value, s.Style is ScalarStyle.Plain);

            case SequenceStart:
                var items = ImmutableArray.CreateBuilder<YamlNode>();
                while (parser.MoveNext() && parser.Current is not SequenceEnd)
                {
                    if (Value(parser, depth + 1) is not { } item)
                        return null;
                    items.Add(item);
                }

                return new YamlNode.Sequence(line, items.ToImmutable());

            case MappingStart:
                return Entries(parser, line, depth);

            default:
                return new YamlNode.Absent(line);
        }
    }

    private YamlNode.Mapping? Entries(Parser parser, int line, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlNode.Entry>();
        var lines = new Dictionary<string, int>();
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (Value(parser, depth + 1) is not { } key)
                return null;

            if (key is YamlNode.Scalar { Text: "<<" })
                Refuse(key.Line, Fault.MergeKey());
            else if (key is not YamlNode.Scalar)
                Refuse(key.Line, Fault.WrongType("A key", "a word"));

            var name = (key as YamlNode.Scalar)?.Text ?? "";
            if (!lines.TryAdd(name, key.Line))
                Refuse(key.Line, Fault.DuplicateKey(name, lines[name]));

            if (!parser.MoveNext() || Value(parser, depth + 1) is not { } value)
                return null;
            if (entries.All(e => e.Key != name))
                entries.Add(new(name, key.Line, value));
        }

        return new(line, entries.ToImmutable());
    }

    private static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var length) is not System.Buffers.OperationStatus.Done)
                return false;
            at += length;
        }

        return true;
    }

    private static int Line(ParsingEvent e) => (int)e.Start.Line;

    private void Refuse(int line, Fault fault) => fault.At(_file, line, _errors);
}
