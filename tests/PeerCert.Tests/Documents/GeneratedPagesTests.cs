using System.Globalization;
using System.Reflection;
using System.Text;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Documents;

/// <summary>
/// <c>docs/states.md</c> and <c>docs/events.md</c> say what the code says. Run with <c>PEERCERT_WRITE_DOCS=1</c> to write
/// them anew.
/// </summary>
public sealed class GeneratedPagesTests
{
    private static readonly Assembly Core = typeof(JournalWriter).Assembly;

    [Fact]
    public void The_page_of_states_is_that_of_the_code() => IsCurrent("states.md", StatesOf(Core));

    [Fact]
    public void The_page_of_events_is_that_of_the_code() => IsCurrent("events.md", EventsOf(Core));

    [Fact]
    public void A_table_or_event_that_is_not_on_its_page_would_be_found()
    {
        var here = typeof(GeneratedPagesTests).Assembly;
        Assert.Contains("| off | switch-on | on |", StatesOf(here), StringComparison.Ordinal);
        Assert.Contains("| `lamp-switched` | 2 | `at`: date, `by`: id of account?, `lamps`: list of text |", EventsOf(here), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => EventsOf(here, typeof(NamelessEvent)));
        Assert.NotEqual(StatesOf(here), StatesOf(Core));
    }

    [Fact]
    public void No_two_events_have_one_name()
    {
        var names = EventTypes(Core).Select(t => JournalEventAttribute.Of(t)).Select(a => (a.Name, a.Version)).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }

    private static void IsCurrent(string page, string content)
    {
        var path = Path.Combine(Repository.Root, "docs", page);
        if (Environment.GetEnvironmentVariable("PEERCERT_WRITE_DOCS") == "1")
            File.WriteAllText(path, content);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == content, $"docs/{page} is stale: run the tests with PEERCERT_WRITE_DOCS=1");
    }

    private static string StatesOf(Assembly assembly)
    {
        var page = new StringBuilder("# States\n\nWritten from the lifecycle tables in the code. These are the states that people decide; what the calendar does alone is computed.\nA step that is not in the table is refused.\n");
        foreach (var table in TablesIn(assembly).OrderBy(t => NameOf(t.State), StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {NameOf(table.State)}\n\n| From | Step | To |\n|---|---|---|\n");
            foreach (var (from, action, to) in table.Rows)
                page.Append(CultureInfo.InvariantCulture, $"| {TextKeys.Kebab(from)} | {TextKeys.Kebab(action)} | {TextKeys.Kebab(to)} |\n");
            var ends = Enum.GetNames(table.State).Where(s => table.Rows.All(r => r.From != s)).Select(TextKeys.Kebab);
            page.Append(CultureInfo.InvariantCulture, $"\nNothing follows: {string.Join(", ", ends)}.\n");
        }
        return page.ToString();

        static string NameOf(Type state) => TextKeys.Kebab(state.Name.Replace("State", "")).Replace('-', ' ');
    }

    private static IEnumerable<(Type State, IReadOnlyList<(string From, string Action, string To)> Rows)> TablesIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Transitions<,>)
        let rows = (System.Collections.IEnumerable)field.FieldType.GetProperty("Rows")!.GetValue(field.GetValue(null))!
        select (field.FieldType.GetGenericArguments()[0],
            (IReadOnlyList<(string, string, string)>)[.. rows.Cast<System.Runtime.CompilerServices.ITuple>().Select(r => ($"{r[0]}", $"{r[1]}", $"{r[2]}"))]);

    private static string EventsOf(Assembly assembly, params Type[] besides)
    {
        var page = new StringBuilder("# Events\n\nWritten from the code. The name and version of an event never change once released; older versions stay readable.\nA field marked `?` may be absent.\n\n| Event | Version | Payload |\n|---|---|---|\n");
        foreach (var type in EventTypes(assembly).Concat(besides).OrderBy(t => JournalEventAttribute.Of(t).Name, StringComparer.Ordinal))
        {
            var name = JournalEventAttribute.Of(type);
            var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(p => $"`{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)}`: {Named(p.PropertyType)}{(MayBeAbsent(p) ? "?" : "")}");
            page.Append(CultureInfo.InvariantCulture, $"| `{name.Name}` | {name.Version} | {string.Join(", ", fields)} |\n");
        }
        return page.ToString();
    }

    private static IEnumerable<Type> EventTypes(Assembly assembly) =>
        assembly.GetTypes().Where(t => typeof(IJournalEvent).IsAssignableFrom(t) && t is { IsInterface: false, IsAbstract: false } && t != typeof(NamelessEvent));

    private static bool MayBeAbsent(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null || new NullabilityInfoContext().Create(property).ReadState is NullabilityState.Nullable;

    private static string Named(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Named(inner);
        if (type.IsEnum)
            return string.Join(" or ", Enum.GetNames(type).Select(n => $"`{TextKeys.Kebab(n)}`"));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
            return $"id of {TextKeys.Kebab(type.GetGenericArguments()[0].Name).Replace('-', ' ')}";
        if (type != typeof(string) && type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
            return $"list of {Named(type.GetGenericArguments()[0])}";
        return type.Name switch
        {
            nameof(String) => "text",
            nameof(Boolean) => "yes or no",
            nameof(Int32) or nameof(Int64) => "whole number",
            nameof(Decimal) => "number",
            nameof(DateOnly) => "date",
            nameof(DateTime) => "instant",
            nameof(Guid) => "id",
            _ => TextKeys.Kebab(type.Name),
        };
    }

    private enum LampState { Off, On }

    private enum LampAction { SwitchOn }

    private sealed class Account;

    private static class LampLifecycle
    {
        public static readonly Transitions<LampState, LampAction> Table = new((LampState.Off, LampAction.SwitchOn, LampState.On));
    }

    [JournalEvent("lamp-switched", 2)]
    private sealed record LampSwitched(DateOnly At, Id<Account>? By, List<string> Lamps) : IJournalEvent;

    private sealed record NamelessEvent : IJournalEvent;
}
