using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>
/// The dated changes of a pack, read before it so that each value takes its own. What nobody takes was misspelt.
/// </summary>
internal sealed class AmendedValues
{
    private readonly Dictionary<string, List<(DateOnly From, Field Value)>> _values = [];
    private readonly HashSet<string> _taken = [];

    public ImmutableArray<Amendment> Amendments { get; private set; } = [];

    public static readonly AmendedValues None = new();

    /// <summary>Reads amendments in order of their first days; each may cite documents of its own besides the pack's.</summary>
    public static AmendedValues Read(IEnumerable<(string Name, YamlNode Node)> files, IReadOnlyCollection<string> documents, List<LoadError> errors)
    {
        var read = new List<(Amendment Amendment, List<Field> Values)>();
        foreach (var (file, node) in files)
        {
            var head = new Reading(file, errors, []).Root(node).Map("format", "name", "from", "title", "documents", "values");
            head.Required("format").OneOf("1");
            head.Optional("title")?.Text();
            var own = (head.Optional("documents")?.Named() ?? []).Select(d => (d.Name, Title: d.Text())).Select(d => d.Name);
            var values = new Reading(file, errors, [.. documents, .. own]).Root(head.Required("values").Node).Named().ToList();
            var canonical = CanonicalJson.Write(node.ToJson());
            var amendment = new Amendment(new(head.Required("name").Id(), CanonicalJson.Sha256(canonical)), head.Required("from").Day(), canonical);
            if (amendment.Stamp.Name == "operator")
                head.Required("name").Refuse(Fault.ReservedName(amendment.Stamp.Name));
            if (read.Any(r => r.Amendment.Stamp.Name == amendment.Stamp.Name))
                head.Required("name").Refuse(Fault.DuplicateName("amendment", amendment.Stamp.Name));
            read.Add((amendment, values));
        }

        var all = new AmendedValues();
        foreach (var (amendment, values) in read.OrderBy(r => r.Amendment.From).ThenBy(r => r.Amendment.Stamp.Name, StringComparer.Ordinal))
            foreach (var value in values)
            {
                if (!all._values.TryGetValue(value.Name, out var list))
                    all._values[value.Name] = list = [];
                list.Add((amendment.From, value));
            }

        all.Amendments = [.. read.Select(r => r.Amendment).OrderBy(a => a.From).ThenBy(a => a.Stamp.Name, StringComparer.Ordinal)];
        return all;
    }

    /// <summary>The later entries of the value <paramref name="name"/>, from the oldest to the newest.</summary>
    public IReadOnlyList<(DateOnly From, Field Value)> Of(string name)
    {
        _taken.Add(name);
        return _values.TryGetValue(name, out var list) ? list : [];
    }

    public void RefuseUntaken()
    {
        foreach (var (name, list) in _values.Where(v => !_taken.Contains(v.Key)))
            foreach (var (_, value) in list)
                value.Refuse(Fault.AmendsNothing(name));
    }
}
