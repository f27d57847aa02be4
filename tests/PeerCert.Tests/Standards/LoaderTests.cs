using System.Reflection;
using PeerCert.Standards.Loading;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

public class LoaderTests
{
    private const string Head = "example/one/pack.yaml";
    private const string Facts = "example/one/facts.yaml";
    private const string Rules = "example/one/requirements/request.yaml";
    private const string Fees = "example/one/fees.yaml";
    private const string Clocks = "example/one/clocks.yaml";
    private const string Lifecycle = "example/one/lifecycle.yaml";
    private const string Ethics = "example/one/ethics.yaml";
    private const string Settings = "example/one/settings.yaml";
    private const string Texts = "example/one/texts/en.yaml";
    private const string Governing = "governing.yaml";

    [Fact]
    public void The_unbroken_folder_loads()
    {
        using var folder = new StandardsFolder();
        var result = folder.Load();

        Assert.Empty(result.Errors);
        Assert.NotNull(result.Library);
    }

    [Theory]
    // what YAML allows and a standard must not hold
    [InlineData(Facts, "request: {shape: filing}", "birth-date: {shape: filing}", "duplicate-key", 4, "already given in line 2")]
    [InlineData(Facts, "{shape: filing}", "&a {shape: filing}", "anchor", 4, "Anchors and aliases")]
    [InlineData(Facts, "{shape: filing}", "*a", "anchor", 4, "Anchors and aliases")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing, <<: x}", "merge-key", 4, "Merge keys")]
    [InlineData(Facts, "{shape: filing}", "!!map {shape: filing}", "tag", 4, "Tags")]
    [InlineData(Facts, "request: {shape: filing}", "[a]: {shape: filing}", "wrong-type", 4, "A key is not a word")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing", "not-yaml", 4, "not well-formed YAML")]
    [InlineData(Facts, "request: {shape: filing}", "request: 'a", "not-yaml", 4, "not well-formed YAML")]
    [InlineData(Facts, "kinds:", "---\na: b\n---\nkinds:", "several-documents", 4, "more than one YAML document")]
    [InlineData(Facts, "{shape: filing}", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "too-deep", 4, "deeper than 16 levels")]
    [InlineData(Head, "An example", "\"An \\a example\"", "bad-character", 4, "control character")]
    [InlineData(Head, "An example", "\"An \\ud800 example\"", "not-yaml", 4, "not well-formed")]
    // keys and types
    [InlineData(Head, "title: An example", "title: An example\ntitel: An example", "unknown-key", 5, "titel")]
    [InlineData(Head, "title: An example\n", "", "missing-key", 1, "title")]
    [InlineData(Head, "format: 1", "format: 2", "not-one-of", 1, "format cannot be 2")]
    [InlineData(Head, "2020-01-01", "2020-02-30", "no-such-day", 5, "from is “2020-02-30”, which is no day of the calendar")]
    [InlineData(Head, "2020-01-01", "01/02/2020", "no-such-day", 5, "a date such as")]
    [InlineData(Rules, "years: 18", "years: eighteen", "wrong-type", 10, "a whole number")]
    [InlineData(Rules, "years: 18", "years: -18", "wrong-type", 10, "a whole number")]
    [InlineData(Rules, "years: 18", "years: \"18\"", "wrong-type", 10, "a whole number")]
    [InlineData(Rules, "years: 18", "years: 18\n        months: 1", "unknown-key", 11, "months")]
    [InlineData(Rules, "        years: 18\n", "", "missing-key", 6, "years")]
    [InlineData(Rules, "rule: age-at-least", "rule: age-exactly", "not-one-of", 7, "age-exactly")]
    // numbers that lead past the end of the calendar
    [InlineData(Rules, "years: 18", "years: 9999", "too-much", 10, "years is more than 1000")]
    [InlineData(Rules, "quantity: 80", "quantity: 80\n        notOlderThanYears: 2147483647", "too-much", 17, "notOlderThanYears is more than 1000")]
    [InlineData(Rules, "quantity: 80", "quantity: 999999999999999999999999999999", "wrong-type", 16, "a whole number")]
    [InlineData(Clocks, "length: 30", "length: 2147483647", "too-much", 2, "length is more than 100000")]
    [InlineData(Clocks, "length: 30, unit: days", "length: 1001, unit: months", "too-much", 2, "length is more than 1000")]
    [InlineData(Lifecycle, "years: 2", "years: 9000", "too-much", 1, "years is more than 1000")]
    [InlineData(Lifecycle, "yearsAfterDue: 0", "yearsAfterDue: 99999999999", "too-much", 4, "yearsAfterDue is more than 1000")]
    [InlineData(Rules, "id: age", "id: Age!", "wrong-type", 6, "lower-case letters")]
    [InlineData(Rules, "id: course", "id: age", "duplicate-name", 11, "a rule called age")]
    [InlineData(Rules, "id: age", "id: clock", "reserved-name", 6, "cannot be called clock")]
    [InlineData(Settings, "{value: false,", "{value: [],", "wrong-type", 2, "a text")]
    // citations
    [InlineData(Rules, "        cite: Guide §2.1\n", "", "citation-missing", 6, "no citation")]
    [InlineData(Rules, "cite: Guide §2.1", "cite:", "citation-missing", 8, "no citation")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: ' '", "citation-missing", 8, "no citation")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: Guide", "citation-without-section", 8, "no place in it")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: Guidebook §2.1", "citation-unknown", 8, "Guidebook")]
    [InlineData(Fees, "value: USD 20.00, cite: Guide §3", "value: USD 20.00", "citation-missing", 6, "no citation")]
    [InlineData(Clocks, ", cite: Guide §4", "", "citation-missing", 2, "no citation")]
    [InlineData(Settings, ", cite: Guide §7", "", "citation-missing", 2, "no citation")]
    [InlineData(Lifecycle, "vacated, cite: Guide §5", "vacated", "citation-missing", 5, "no citation")]
    [InlineData(Governing, "filing: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]", "filing: [{from: 2020-01-01, pack: example/one}]", "citation-missing", 4, "no citation")]
    // money, kinds, shapes, units
    [InlineData(Fees, "USD 20.00", "20.00", "currency-missing", 6, "no currency")]
    [InlineData(Fees, "USD 20.00", "EUR 20.00", "wrong-type", 6, "USD 100.00")]
    [InlineData(Fees, "USD 20.00", "USD 20", "wrong-type", 6, "USD 100.00")]
    [InlineData(Rules, "attribute: birth-date", "attribute: birthday", "undeclared-kind", 9, "birthday")]
    [InlineData(Rules, "attribute: birth-date", "attribute: course", "wrong-shape", 9, "declared as span; this needs attribute")]
    [InlineData(Rules, "unit: hours", "unit: days", "wrong-unit", 15, "counted in hours, not in days")]
    [InlineData(Facts, "unit: hours", "unit: parsecs", "not-one-of", 5, "parsecs")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing, unit: hours}", "wrong-unit", 4, "counted in nothing")]
    [InlineData(Clocks, "unit: days", "unit: moons", "wrong-unit", 2, "not in moons")]
    [InlineData(Rules, "fee: APP", "fee: APPL", "undeclared", 20, "no fee line called APPL")]
    // days and order
    [InlineData(Fees, "2021-01-01", "2020-01-01", "overlapping-entries", 6, "does not come after")]
    [InlineData(Fees, "2021-01-01", "2019-12-31", "overlapping-entries", 6, "does not come after")]
    [InlineData(Ethics, "2021-01-01", "2020-01-01", "overlapping-entries", 3, "does not come after")]
    [InlineData(Ethics, "\"2\"", "\"1\"", "duplicate-name", 3, "version of the code called 1")]
    [InlineData(Lifecycle, "name: vacated", "name: vacated, yearsAfterDue: 1", "tier-order", 5, "the last one ends")]
    [InlineData(Lifecycle, "yearsAfterDue: 0, ", "", "tier-order", 4, "not in order")]
    [InlineData(Governing, "fee: [{from: 2020-01-01", "fee: [{from: 2019-12-31", "governs-too-early", 7, "speaks only from 2020-01-01")]
    [InlineData(Governing, "fee: [{from: 2020-01-01, pack: example/one", "fee: [{from: 2020-01-01, pack: example/two", "undeclared", 7, "no pack called example/two")]
    [InlineData(Head, "version: one", "version: won", "name-differs", 3, "example/won")]
    [InlineData(Lifecycle, "name: vacated", "name: current", "duplicate-name", 5, "a tier called current")]
    // texts
    [InlineData(Texts, "You were {years}.", "You were {years.", "loose-brace", 4, "Complete the argument")]
    [InlineData(Texts, "You were {years}.", "You were {years}}.", "loose-brace", 4, "Complete the argument")]
    [InlineData(Texts, "  age.met: You were {years}.\n", "", "text-missing", 6, "age.met is missing in texts/en.yaml")]
    [InlineData(Texts, "  clock.notice: By {due}.\n", "", "text-missing", 2, "clock.notice")]
    [InlineData(Texts, "  fee.APP: A fee\n", "", "text-missing", 3, "fee.APP")]
    [InlineData(Texts, "  tier.vacated: Vacated", "", "text-missing", 5, "tier.vacated")]
    [InlineData(Texts, "fee.APP: A fee", "fee.APP: A fee\n  fee.OLD: A fee", "text-unused", 20, "fee.OLD")]
    [InlineData(Texts, "Pay {amount}.", "Pay {sum}.", "unknown-placeholder", 15, "no argument sum")]
    [InlineData(Texts, "{count: required, one", "{count: hours, one", "unknown-placeholder", 10, "no argument hours")]
    [InlineData(Texts, "{count: required, one", "{one", "missing-key", 10, "count")]
    [InlineData(Texts, ", other: \"You need {required} hours.\"", "", "missing-key", 10, "other")]
    [InlineData(Texts, "{count: required, one", "{count: required, dual", "unknown-key", 10, "dual")]
    public void One_mistake_gives_one_error_with_its_line(string file, string find, string with, string code, int line, string words)
    {
        using var folder = new StandardsFolder().Replace(file, find, with);
        var result = folder.Load();

        Assert.Null(result.Library);
        var error = Assert.Single(result.Errors, e => e.Code == code);
        Assert.Equal(line, error.Line);
        Assert.Contains(words, $"{error.What} {error.Mend}", StringComparison.Ordinal);
        Assert.NotEqual("", error.Why);
        Assert.NotEqual("", error.Mend);
        Assert.DoesNotContain(result.Errors, e => e.File.StartsWith('/'));
    }

    /// <summary>Where, what, why, how to mend it, and the code that scripts look at.</summary>
    [Theory]
    [InlineData("example/one/amendments/a.yaml", "", "format: 1\nname: a\nfrom: 2022-01-01\nvalues:\n  agee.years: {value: 21, cite: Guide §9}\n",
        "example/one/amendments/a.yaml:5: The pack has no value called agee.years. The change would silently have no effect. Use RULE.key, fee.CODE, clock.NAME or term.years as standards show prints them. [amends-nothing]")]
    [InlineData(Facts, "{shape: filing}", "&a {shape: filing}",
        "example/one/facts.yaml:4: Anchors and aliases are not allowed. A reader must see each value where it stands, next to its citation. Write the value out. [anchor]")]
    [InlineData(Head, "title: An example", "title: \"An \\a example\"",
        "example/one/pack.yaml:4: The text holds a control character or half a character. It has no canonical form, so the pack could not be stamped. Remove it. [bad-character]")]
    [InlineData(Rules, "        cite: Guide §2.1\n", "",
        "example/one/requirements/request.yaml:6: There is no citation. Every rule and value must show where it is printed. Add cite: with the document and the section. [citation-missing]")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: Guidebook §2.1",
        "example/one/requirements/request.yaml:8: “Guidebook §2.1” names no document that pack.yaml lists. A reader could not look it up. Begin with a listed document, or list it under documents. [citation-unknown]")]
    [InlineData(Rules, "cite: Guide §2.1", "cite: Guide",
        "example/one/requirements/request.yaml:8: The citation names Guide but no place in it. A whole document cannot be checked. Add the section after the document. [citation-without-section]")]
    [InlineData(Fees, "USD 20.00", "20.00",
        "example/one/fees.yaml:6: The amount “20.00” has no currency. A bare number could be dollars or cents. Write it as USD 100.00. [currency-missing]")]
    [InlineData(Facts, "request: {shape: filing}", "birth-date: {shape: filing}",
        "example/one/facts.yaml:4: The key birth-date was already given in line 2. One of the two would be lost. Keep one. [duplicate-key]")]
    [InlineData(Rules, "id: course", "id: age",
        "example/one/requirements/request.yaml:11: There is already a rule called age. A name has to mean one thing. Give one of them another name. [duplicate-name]")]
    [InlineData(Clocks, "", "# only a remark\n",
        "example/one/clocks.yaml:1: The file is empty. An empty file says neither something nor nothing. Fill it or delete it. [empty-file]")]
    [InlineData(Clocks, "{length: 30", "{length: []",
        "example/one/clocks.yaml:2: length is empty. An empty list says neither something nor nothing. Add an item or remove the key. [empty-list]")]
    [InlineData(Governing, "", "DELETE",
        "governing.yaml:1: The file governing.yaml is missing. A pack cannot be identified or used without it. Add governing.yaml. [file-missing]")]
    [InlineData(Fees, "{from: 2020-01-01", "{from: 2020-01-02",
        "example/one/fees.yaml:5: There is no value from 2020-01-01 until 2020-01-02. Nobody could tell an unknown text from a forgotten one. Begin with 2020-01-01; write value: null and a note where the text is not known. [gap]")]
    [InlineData(Governing, "fee: [{from: 2020-01-01", "fee: [{from: 2019-12-31",
        "governing.yaml:7: The pack is to govern from 2019-12-31 but speaks only from 2020-01-01. Days before have no text. Begin later, or let an older pack govern those days. [governs-too-early]")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing, <<: x}",
        "example/one/facts.yaml:4: Merge keys (<<) are not allowed. Merged values hide which value wins. Write the keys out. [merge-key]")]
    [InlineData(Rules, "        years: 18\n", "",
        "example/one/requirements/request.yaml:6: The key years is missing. Nothing may be assumed in its place. Add years. [missing-key]")]
    [InlineData(Head, "version: one", "version: won",
        "example/one/pack.yaml:3: The pack calls itself example/won but lies in example/one. Whoever looks for it would open the wrong text. Make the two agree. [name-differs]")]
    [InlineData(Rules, "rule: age-at-least", "rule: age-exactly",
        "example/one/requirements/request.yaml:7: rule cannot be age-exactly. The engine knows a closed list. Use one of: age-at-least, agreement-signed, all-of, any-of, attested, declared, document-accepted, ended-after, fee-paid, filed-between, filed-in-tier, free-of, happened, hours-inside, in-force, passed, sitting-open, sitting-paid, span-at-least, span-covers, total-at-least. [not-one-of]")]
    [InlineData(Facts, "{shape: filing}", "{shape: filing",
        "example/one/facts.yaml:4: This is not well-formed YAML: the reader lost its way after this line. The rest of the file cannot be trusted. Correct the line. [not-yaml]")]
    [InlineData(Fees, "2021-01-01", "2020-01-01",
        "example/one/fees.yaml:6: The entry from 2020-01-01 does not come after the one before it. Two values would hold on the same day. Order entries from the oldest to the newest, each with a later date. [overlapping-entries]")]
    [InlineData(Rules, "id: age", "id: clock",
        "example/one/requirements/request.yaml:6: A rule cannot be called clock. Its texts would have the keys of other texts. Give it another name. [reserved-name]")]
    [InlineData("operator.yaml", "", "format: 1\nsettings:\n  example/one:\n    strictt:\n      - {from: 2022-01-01, value: true}\n",
        "operator.yaml:5: The pack offers no choice called strictt. The choice would silently have no effect. Use a name from the pack's settings.yaml. [setting-unknown]")]
    [InlineData(Facts, "kinds:", "---\na: b\n---\nkinds:",
        "example/one/facts.yaml:4: The file holds more than one YAML document. Only the first would be read. Put the second into a file of its own. [several-documents]")]
    [InlineData(Facts, "{shape: filing}", "!!map {shape: filing}",
        "example/one/facts.yaml:4: Tags (!…) are not allowed. The type of a value follows from its place. Remove the tag. [tag]")]
    [InlineData(Texts, "  age.met: You were {years}.\n", "",
        "example/one/requirements/request.yaml:6: The text age.met is missing in texts/en.yaml. A person would be shown a key instead of a reason. Add age.met to texts/en.yaml. [text-missing]")]
    [InlineData(Texts, "fee.APP: A fee", "fee.APP: A fee\n  fee.OLD: A fee",
        "example/one/texts/en.yaml:20: No rule, clock, fee or tier uses the text fee.OLD. It is misspelt or left over. Correct the key or remove it. [text-unused]")]
    [InlineData(Lifecycle, "yearsAfterDue: 0, ", "",
        "example/one/lifecycle.yaml:4: The tiers are not in order, or the last one ends. Every day after the due date must fall into exactly one tier. Give each tier more years than the one before, and the last none. [tier-order]")]
    [InlineData(Facts, "{shape: filing}", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]",
        "example/one/facts.yaml:4: The nesting goes deeper than 16 levels. No rule needs it, and deep input can exhaust the reader. Flatten it. [too-deep]")]
    [InlineData(Rules, "attribute: birth-date", "attribute: birthday",
        "example/one/requirements/request.yaml:9: The kind birthday is not declared in facts.yaml. A rule about facts that nobody can record is never met. Declare it or correct the name. [undeclared-kind]")]
    [InlineData(Rules, "attribute: birth-date", "wording: aged\n        attribute: birth-date",
        "example/one/requirements/request.yaml:9: There is no rule called aged. It would never apply. Declare it in requirements/ or correct the name. [undeclared]")]
    [InlineData(Rules, "fee: APP", "fee: APPL",
        "example/one/requirements/request.yaml:20: There is no fee line called APPL. It would never apply. Declare it in fees.yaml or correct the name. [undeclared]")]
    [InlineData("example/one/fee.yaml", "", "fees: {}",
        "example/one/fee.yaml:1: This file has no meaning in a pack. A misspelt name would silently leave its rules out. Rename it to one of the known files, or move it away. [unknown-file]")]
    // what would be passed over in silence
    [InlineData("example/one/requirements/more.yml", "", "questions: {}",
        "example/one/requirements/more.yml:1: This file has no meaning in a pack. A misspelt name would silently leave its rules out. Rename it to one of the known files, or move it away. [unknown-file]")]
    [InlineData("example/one/cases/later/more.yaml", "", "format: 1",
        "example/one/cases/later:1: This file has no meaning in a pack. A misspelt name would silently leave its rules out. Rename it to one of the known files, or move it away. [unknown-file]")]
    [InlineData("example/one/amendments/a.yaml.bak", "", "format: 1",
        "example/one/amendments/a.yaml.bak:1: This file has no meaning in a pack. A misspelt name would silently leave its rules out. Rename it to one of the known files, or move it away. [unknown-file]")]
    [InlineData(Texts, "You were {years}.", "You were years}.",
        "example/one/texts/en.yaml:4: The text has a brace that is not part of an argument such as {day}. It could not be filled in. Complete the argument or remove the brace. [loose-brace]")]
    [InlineData(Texts, "Wait for {day}.", "{count: day, other: Wait.}",
        "example/one/texts/en.yaml:5: day is not a whole number. Only whole numbers have a form for one and one for more. Count by another argument, or write one sentence. [not-counted]")]
    [InlineData(Rules, "years: 18", "years: 1001",
        "example/one/requirements/request.yaml:10: years is more than 1000. It would lead past the end of the calendar, and no standard prints it. Write 1000 or less. [too-much]")]
    [InlineData(Rules, "attribute: birth-date", "wording: age\n        attribute: birth-date",
        "example/one/requirements/request.yaml:9: age borrows its own words. Borrowing in a circle ends nowhere. Remove wording, or name the rule that has the words. [wording-own]")]
    [InlineData(Head, "2020-01-01", "2020-02-30",
        "example/one/pack.yaml:5: from is “2020-02-30”, which is no day of the calendar from 1900 to 2199. A day that does not exist cannot be counted from. Write a date such as 2025-05-15. [no-such-day]")]
    [InlineData(Head, "title: An example", "titel: An example",
        "example/one/pack.yaml:4: The key titel is not known here. A misspelt key would silently change nothing. Use one of: format, authority, version, title, from, documents. [unknown-key]")]
    [InlineData(Texts, "Pay {amount}.", "Pay {sum}.",
        "example/one/texts/en.yaml:15: The text has no argument sum. The reader would see the bare name. Use one of: amount. [unknown-placeholder]")]
    [InlineData(Texts, "Free.", "Free of {amount}.",
        "example/one/texts/en.yaml:16: The text has no argument amount. The reader would see the bare name. Use one of: (none). [unknown-placeholder]")]
    [InlineData(Rules, "attribute: birth-date", "when: {path: [long]}\n        attribute: birth-date",
        "example/one/requirements/request.yaml:6: No root of the question asks everybody for path. Whoever leaves it open would not be asked this rule, and could be granted without it. Add a root declared about path without when. [when-undeclared]")]
    [InlineData(Rules, "attribute: birth-date", "wording: course\n        attribute: birth-date",
        "example/one/requirements/request.yaml:9: course ends in other ways than this rule, or borrows its own words. A finding would have no text. Name a rule of the same kind with the same keys that has its own texts. [wording-other]")]
    [InlineData(Rules, "attribute: birth-date", "attribute: course",
        "example/one/requirements/request.yaml:9: The kind course is declared as span; this needs attribute. The rule would look at facts of another shape. Name a kind of the right shape. [wrong-shape]")]
    [InlineData(Rules, "years: 18", "years: eighteen",
        "example/one/requirements/request.yaml:10: years is not a whole number. A value of another type cannot be compared. Write a whole number. [wrong-type]")]
    [InlineData(Rules, "unit: hours", "unit: days",
        "example/one/requirements/request.yaml:15: course is counted in hours, not in days. Amounts in different units cannot be compared. Use hours or declare another kind. [wrong-unit]")]
    // what readers of YAML take for something else than the text it is
    [InlineData(Head, "title: An example", "title: no",
        "example/one/pack.yaml:4: title is no without quotes. Some readers of YAML take it for true or false and not for a text. Write \"no\". [needs-quotes]")]
    [InlineData(Head, "title: An example", "title: 2025-05-15",
        "example/one/pack.yaml:4: title is 2025-05-15 without quotes. Some readers of YAML take it for a day and not for a text. Write \"2025-05-15\". [needs-quotes]")]
    [InlineData(Head, "title: An example", "title: 1e3",
        "example/one/pack.yaml:4: title is 1e3 without quotes. Some readers of YAML take it for a number and not for a text. Write \"1e3\". [needs-quotes]")]
    [InlineData(Head, "title: An example", "title: Null",
        "example/one/pack.yaml:4: title is Null without quotes. Some readers of YAML take it for nothing and not for a text. Write \"Null\". [needs-quotes]")]
    [InlineData(Facts, "[long, short]", "[on, short]",
        "example/one/facts.yaml:3: values is on without quotes. Some readers of YAML take it for true or false and not for a text. Write \"on\". [needs-quotes]")]
    [InlineData(Texts, "Free.", "Yes",
        "example/one/texts/en.yaml:16: price.free is Yes without quotes. Some readers of YAML take it for true or false and not for a text. Write \"Yes\". [needs-quotes]")]
    [InlineData(Ethics, "\"2\"", "2",
        "example/one/ethics.yaml:3: version is 2 without quotes. Some readers of YAML take it for a number and not for a text. Write \"2\". [needs-quotes]")]
    [InlineData(Ethics, "\"2\"", "007",
        "example/one/ethics.yaml:3: version is 007 without quotes. Some readers of YAML take it for a number and not for a text. Write \"007\". [needs-quotes]")]
    [InlineData(Rules, "years: 18", "years: 018",
        "example/one/requirements/request.yaml:10: years is 018, with a zero in front. Some readers of YAML count such a number in eights. Write it without the zero. [leading-zero]")]
    // a tab, wherever the reader stumbles over it
    [InlineData(Clocks, "  notice", "\tnotice",
        "example/one/clocks.yaml:2: The line begins with a tab. YAML counts spaces; a tab has no width. Indent with spaces. [tab]")]
    [InlineData(Facts, "  course: {", "\tcourse: {",
        "example/one/facts.yaml:5: The line begins with a tab. YAML counts spaces; a tab has no width. Indent with spaces. [tab]")]
    [InlineData(Rules, "        years: 18", "  \t    years: 18",
        "example/one/requirements/request.yaml:10: The line begins with a tab. YAML counts spaces; a tab has no width. Indent with spaces. [tab]")]
    [InlineData(Fees, "value: USD 20.00", "value: 20.00",
        "example/one/fees.yaml:6: The amount “20.00” has no currency. A bare number could be dollars or cents. Write it as USD 100.00. [currency-missing]")]
    [InlineData(Rules, "id: price", "\"id\": age",
        "example/one/requirements/request.yaml:17: There is already a rule called age. A name has to mean one thing. Give one of them another name. [duplicate-name]")]
    public void Each_mistake_is_told_in_these_words(string file, string find, string with, string told)
    {
        using var folder = find.Length > 0 ? new StandardsFolder().Replace(file, find, with) : new StandardsFolder().Write(file, with);
        if (with == "DELETE")
            folder.Delete(file);

        Assert.Equal(told, $"{folder.Load().Errors[0]}");
    }

    /// <summary>A rule beside those of the example; its line is 22.</summary>
    [Theory]
    [InlineData("{id: work, rule: hours-inside, cite: Guide §2.4, span: job, unit: hours, quantity: 10, months: 12, recentQuantity: 5}",
        "recentQuantity needs recentMonths. The two together make one condition. Add recentMonths or remove recentQuantity. [key-without]")]
    [InlineData("{id: work, rule: hours-inside, cite: Guide §2.4, span: job, unit: hours, quantity: 10, months: 12, recentMonths: 5}",
        "recentMonths needs recentQuantity. The two together make one condition. Add recentQuantity or remove recentMonths. [key-without]")]
    [InlineData("{id: work, rule: hours-inside, cite: Guide §2.4, span: course, unit: hours, quantity: 10, months: 12}",
        "The kind course is declared as span whose first day may be missing; this needs one with from: required. The rule would look at facts of another shape. Name a kind of the right shape. [wrong-shape]")]
    [InlineData("{id: work, rule: hours-inside, cite: Guide §2.4, span: job, unit: hours, quantity: 10, months: 12, widerReading: laxity}",
        "There is no setting of true or false called laxity. It would never apply. Declare it in settings.yaml or correct the name. [undeclared]")]
    [InlineData("{id: work, rule: total-at-least, cite: Guide §2.4, span: job, unit: hours, quantity: 10, topic: law}",
        "topic cannot be law. The engine knows a closed list. Use one of: (none). [not-one-of]")]
    [InlineData("{id: open, rule: filed-between, cite: Guide §2.4, from: 2022-01-02, to: 2022-01-01}",
        "It ends on 2022-01-01, before it starts on 2022-01-02. Such a stretch of time has no days. Correct one of the two days. [end-before-start]")]
    [InlineData("{id: open, rule: filed-between, cite: Guide §2.4}",
        "The key from or to is missing. Nothing may be assumed in its place. Add from or to. [missing-key]")]
    [InlineData("{id: sat, rule: passed, cite: Guide §2.4, attempt: exam, months: 12}",
        "The key after is missing. Nothing may be assumed in its place. Add after. [missing-key]")]
    [InlineData("{id: sat, rule: passed, cite: Guide §2.4, attempt: exam, term: term, tier: vacated, request: paid, requestDaysBefore: 14, attempts: 3, noShow: strict, months: 12}",
        "months does not go with tier. Two ways to say when would contradict each other. Keep the keys of one of the two. [key-beside]")]
    [InlineData("{id: when, rule: filed-in-tier, cite: Guide §2.4, term: term, tier: lapsed}",
        "tier cannot be lapsed. The engine knows a closed list. Use one of: current, vacated. [not-one-of]")]
    [InlineData("{id: road, rule: declared, cite: Guide §2.4, attribute: birth-date}",
        "The kind birth-date is declared as attribute with a day; this needs one with values. The rule would look at facts of another shape. Name a kind of the right shape. [wrong-shape]")]
    [InlineData("{id: all, rule: all-of, cite: Guide §2.4, parts: []}",
        "parts is empty. An empty list says neither something nor nothing. Add an item or remove the key. [empty-list]")]
    [InlineData("{id: age-2, rule: age-at-least, cite: Guide §2.4, attribute: birth-date, years: 21, when: {path: [long, medium]}}",
        "path cannot be medium. The engine knows a closed list. Use one of: long, short. [not-one-of]")]
    [InlineData("{id: age-2, rule: age-at-least, cite: Guide §2.4, attribute: birth-date, years: 21, when: {path: [long], birth-date: [2000-01-01]}}",
        "when is not a mapping with one attribute. A value of another type cannot be compared. Write a mapping with one attribute. [wrong-type]")]
    [InlineData("{id: proof, rule: document-accepted, cite: Guide §2.4, documents: [{kind: diploma, needs: [seal]}], falsified: Guide §9}",
        "needs cannot be seal. The engine knows a closed list. Use one of: stamp. [not-one-of]")]
    public void A_rule_that_cannot_be_is_refused_in_these_words(string rule, string told)
    {
        using var folder = new StandardsFolder()
            .Replace(Facts, "unit: hours}", "unit: hours}\n  job: {shape: span, unit: hours, from: required}\n  diploma: {shape: document, features: [stamp]}\n  exam: {shape: attempt}\n  term: {shape: overlay}")
            .Replace(Rules, "event: paid", $"event: paid\n      - {rule}");

        Assert.Equal($"{Rules}:22: {told}", $"{folder.Load().Errors[0]}");
    }

    /// <summary>Words are borrowed from a rule that has its own; so nobody borrows in a circle, or from who borrows.</summary>
    [Theory]
    [InlineData("age-1", "age-1 ends in other ways than this rule, or borrows its own words.")]
    [InlineData("age", "age-2 ends in other ways than this rule, or borrows its own words.")]
    public void Words_borrowed_in_a_circle_are_refused(string second, string told)
    {
        static string Borrows(string id, string from) => $"      - {{id: {id}, rule: age-at-least, cite: Guide §2.4, attribute: birth-date, years: 21, wording: {from}}}\n";
        using var folder = new StandardsFolder().Replace(Rules, "event: paid", "event: paid\n" + Borrows("age-1", "age-2") + Borrows("age-2", second));

        var errors = folder.Load().Errors;
        Assert.All(errors, e => Assert.Equal("wording-other", e.Code));
        Assert.Contains(errors, e => e.What == told);
    }

    [Fact]
    public void A_rule_speaks_with_the_words_of_another_of_its_kind()
    {
        using var folder = new StandardsFolder().Replace(
            Rules, "event: paid", "event: paid\n      - {id: age-2, rule: age-at-least, cite: Guide §2.4, attribute: birth-date, years: 21, wording: age}");

        Assert.Empty(folder.Load().Errors);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_their_line()
    {
        using var folder = new StandardsFolder().Write(Facts, [.. "kinds:\n  caf"u8, 0xE9, .. ": {shape: filing}\n"u8]);   // Latin-1

        Assert.Equal($"{Facts}:2: A byte here is not UTF-8. Text in another encoding would be read as different words. Save the file as UTF-8. [not-utf8]", $"{folder.Load().Errors[0]}");
    }

    /// <summary>In quotes, a word is the text it is; a flag or a number of a setting needs none.</summary>
    [Fact]
    public void What_is_in_quotes_is_a_text()
    {
        using var folder = new StandardsFolder()
            .Replace(Head, "title: An example", "title: \"no\"").Replace(Texts, "Free.", "'2025-05-15'").Replace(Settings, "value: false", "value: 007");

        Assert.Empty(folder.Load().Errors);
    }

    [Fact]
    public void A_byte_order_mark_changes_nothing()
    {
        using var plain = new StandardsFolder();
        using var marked = new StandardsFolder().Write(Facts, [0xEF, 0xBB, 0xBF, .. StandardsFolder.Bytes(Facts)]);

        Assert.Equal(plain.Load().Library?.Packs[0].Stamp, marked.Load().Library?.Packs[0].Stamp);
    }

    [Theory]
    [InlineData(512 * 1024, false)]
    [InlineData(512 * 1024 + 1, true)]
    public void A_file_larger_than_the_limit_is_refused_unread(int size, bool refused)
    {
        var bytes = new byte[size];
        Array.Fill(bytes, (byte)'#');
        StandardsFolder.Bytes(Facts).CopyTo(bytes, 0);
        bytes[StandardsFolder.Bytes(Facts).Length] = (byte)'\n';
        using var folder = new StandardsFolder().Write(Facts, bytes);

        Assert.Equal(refused, folder.Load().Errors.Any(e => e.Code == "too-large"));
        Assert.Equal(refused, folder.Load().Library is null);
        if (refused)
            Assert.Equal(
                $"{Facts}:1: The file has 524289 bytes; at most 524288 are read. A standard is a few pages; larger input is a mistake or an attack. Split the file. [too-large]",
                $"{folder.Load().Errors[0]}");
    }

    [Fact]
    public void Fifty_megabytes_of_cases_are_refused_by_their_size()
    {
        using var folder = new StandardsFolder().Write("large.yaml", "format: 1\n");
        var path = Path.Combine(folder.Path, "large.yaml");
        using (var file = File.OpenWrite(path))
            file.SetLength(50_000_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = CaseFile.Read(path, "large.yaml", Packs.CalMhsa);

        Assert.Equal("too-large", Assert.Single(read.Errors).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_file_that_says_itself_over_and_over_is_refused_where_it_begins()
    {
        var bomb = string.Concat(Enumerable.Range(0, 30).Select(n => $"a{n}: &a{n} [{string.Join(", ", Enumerable.Repeat(n == 0 ? "x" : $"*a{n - 1}", 9))}]\n"));
        using var folder = new StandardsFolder().Write(Facts, bomb);

        Assert.All(folder.Load().Errors.Where(e => e.File == Facts), e => Assert.Equal("anchor", e.Code));
        Assert.Contains(folder.Load().Errors, e => e is { File: Facts, Line: 1 });
    }

    [Fact]
    public void Depth_does_not_exhaust_the_reader()
    {
        using var folder = new StandardsFolder().Write(Facts, new string('[', 400_000));

        Assert.Equal((Facts, 1, "too-deep"), folder.Load().Errors.Select(e => (e.File, e.Line, e.Code)).First());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_without_its_path()
    {
        using var folder = new StandardsFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "example/one/texts/es.yaml"), Path.Combine(folder.Path, "nowhere"));

        Assert.Equal(
            "example/one/texts/es.yaml:1: The file cannot be read: there is no such file. Half a standard decides wrongly. Check that the file exists and may be read. [unreadable]",
            $"{Assert.Single(folder.Load().Errors)}");
    }

    [Fact]
    public void Two_folders_cannot_hold_one_pack()
    {
        using var folder = new StandardsFolder();
        foreach (var file in StandardsFolder.Files.Where(f => f.StartsWith("example/one/", StringComparison.Ordinal)))
            folder.Write(file.Replace("/one/", "/two/", StringComparison.Ordinal), StandardsFolder.Bytes(file));

        var errors = folder.Load().Errors;
        Assert.Equal(["name-differs", "two-packs-of-one-name"], errors.Select(e => e.Code).Order());
        Assert.All(errors, e => Assert.Equal("example/two/pack.yaml", e.File));
        Assert.Contains(
            "example/two/pack.yaml:1: Two folders hold a pack called example/one. A decision names its pack; it has to find exactly one. Give one of them another version. [two-packs-of-one-name]",
            errors.Select(e => $"{e}"));
    }

    [Theory]
    [InlineData("governing.yaml")]
    [InlineData(Head)]
    [InlineData(Lifecycle)]
    public void A_missing_file_is_named(string file)
    {
        using var folder = new StandardsFolder().Delete(file);

        Assert.Contains(folder.Load().Errors, e => e.Code == "file-missing" && e.What.Contains(Path.GetFileName(file), StringComparison.Ordinal));
    }

    [Fact]
    public void A_misspelt_file_is_not_passed_over()
    {
        using var folder = new StandardsFolder().Write("example/one/fee.yaml", "fees: {}");

        Assert.Equal("example/one/fee.yaml", Assert.Single(folder.Load().Errors, e => e.Code == "unknown-file").File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a remark\n")]
    public void An_empty_file_is_refused(string text)
    {
        using var folder = new StandardsFolder().Write(Clocks, text);

        Assert.Contains(folder.Load().Errors, e => e is { Code: "empty-file", File: Clocks });
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_and_no_exception() =>
        Assert.EndsWith(
            "no-such-standards:1: There is no such folder. Without standards nothing can be decided. Give the path of the standards folder. [folder-missing]",
            $"{Assert.Single(StandardsLoader.Load(Path.Combine(Path.GetTempPath(), "no-such-standards")).Errors)}", StringComparison.Ordinal);

    /// <summary>No sentence about a mistake stands there untried.</summary>
    /// <summary>A way beside those of the example.</summary>
    [Theory]
    [InlineData("{question: request, cite: Guide §5}",
        "It must be said once when the way request is open. A holder is told a first and a last day for each way. Name a tier, or leave that to a rule filed-in-tier among the question's roots. [way-without-time]")]
    [InlineData("{question: renewal, term: term, tier: vacated, cite: Guide §5}",
        "There is no question called renewal. It would never apply. Declare it in requirements/ or correct the name. [undeclared]")]
    [InlineData("{question: request, term: term, tier: lapsed, cite: Guide §5}",
        "tier cannot be lapsed. The engine knows a closed list. Use one of: current, vacated. [not-one-of]")]
    [InlineData("{question: request, tier: vacated, cite: Guide §5}", "tier needs term. The two together make one condition. Add term or remove tier. [key-without]")]
    [InlineData("{question: request, term: term, tier: vacated, number: other, cite: Guide §5}",
        "number cannot be other. The engine knows a closed list. Use one of: kept, new. [not-one-of]")]
    [InlineData("{question: request, term: term, tier: vacated, cite: Guide §5}\n  - {question: request, term: term, tier: vacated, cite: Guide §5}",
        "There is already a way called request. A name has to mean one thing. Give one of them another name. [duplicate-name]")]
    public void A_way_that_cannot_be_is_refused_in_these_words(string way, string told)
    {
        using var folder = new StandardsFolder()
            .Replace(Facts, "unit: hours}", "unit: hours}\n  term: {shape: overlay}")
            .Replace(Lifecycle, "- {name: vacated, cite: Guide §5}", $"- {{name: vacated, cite: Guide §5}}\nways:\n  - {way}");

        Assert.Equal($"{Lifecycle}:{(way.Contains('\n', StringComparison.Ordinal) ? 8 : 7)}: {told}", $"{folder.Load().Errors[0]}");
    }

    [Fact]
    public void Every_fault_is_told_by_some_test()
    {
        var fault = typeof(StandardsLoader).Assembly.GetType("PeerCert.Standards.Loading.Fault", throwOnError: true)!;
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "PeerCert.Tests", "Standards"), "*Tests.cs").Select(File.ReadAllText));
        var codes = fault.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == fault).Select(m =>
        {
            var made = m.Invoke(null, [.. m.GetParameters().Select(p => p.ParameterType == typeof(string) ? "x" : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : Array.Empty<string>())]);
            return (string)fault.GetProperty("Code")!.GetValue(made)!;
        }).ToList();

        Assert.InRange(codes.Count, 40, 60);
        Assert.Equal(codes.Distinct(), codes);
        Assert.DoesNotContain(codes, c => !tests.Contains($"[{c}]\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_mistakes_are_both_told_at_once()
    {
        using var folder = new StandardsFolder().Replace(Clocks, "unit: days", "unit: moons").Replace(Fees, "USD 20.00", "20.00");

        Assert.Equal(["currency-missing", "wrong-unit"], folder.Load().Errors.Select(e => e.Code).Order());
    }

    /// <summary>Whatever bytes stand in a file: a library or errors, never an exception.</summary>
    [Fact]
    [Trait("Category", "Gate")]
    public void No_bytes_bring_the_loader_down()
    {
        var random = new Random(20250515);
        var files = StandardsFolder.Files.ToArray();
        var pieces = "{}[]:,-#&*!|>'\"%@`\n\t \\?<~\0é\u2028";
        using var folder = new StandardsFolder();
        for (var run = 0; run < 250; run++)
        {
            var file = files[random.Next(files.Length)];
            var bytes = StandardsFolder.Bytes(file).ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes.RemoveAt(at); break;
                    case 1: bytes[at] = (byte)random.Next(256); break;
                    case 2: bytes.InsertRange(at, System.Text.Encoding.UTF8.GetBytes(pieces.Substring(random.Next(pieces.Length - 1), 1))); break;
                    default: bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)); break;
                }

                if (bytes.Count == 0)
                    break;
            }

            var result = folder.Write(file, [.. bytes]).Load();
            Assert.True(result.Library is null != result.Errors.IsEmpty);
            folder.Write(file, StandardsFolder.Bytes(file));
        }
    }
}
