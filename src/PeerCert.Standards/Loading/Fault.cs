namespace PeerCert.Standards.Loading;

/// <summary>
/// Every way in which a standards folder can be wrong: what is wrong, why that matters, how to mend it. The place is added
/// by whoever found it. Codes are stable and are what tests and scripts look at.
/// </summary>
internal sealed record Fault(string Code, string What, string Why, string Mend)
{
    public static Fault FolderMissing() => new("folder-missing", "There is no such folder.", "Without standards nothing can be decided.", "Give the path of the standards folder.");

    public static Fault FileMissing(string name) => new("file-missing", $"The file {name} is missing.", "A pack cannot be identified or used without it.", $"Add {name}.");

    public static Fault UnknownFile() => new("unknown-file", "This file has no meaning in a pack.", "A misspelt name would silently leave its rules out.", "Rename it to one of the known files, or move it away.");

    public static Fault Unreadable(string reason) => new("unreadable", $"The file cannot be read: {reason}.", "Half a standard decides wrongly.", "Check that the file exists and may be read.");

    public static Fault TooLarge(long bytes, int limit) => new("too-large", $"The file has {bytes} bytes; at most {limit} are read.", "A standard is a few pages; larger input is a mistake or an attack.", "Split the file.");

    public static Fault TooDeep(int limit) => new("too-deep", $"The nesting goes deeper than {limit} levels.", "No rule needs it, and deep input can exhaust the reader.", "Flatten it.");

    public static Fault NotUtf8() => new("not-utf8", "A byte here is not UTF-8.", "Text in another encoding would be read as different words.", "Save the file as UTF-8.");

    public static Fault BadCharacter() => new("bad-character", "The text holds a control character or half a character.", "It has no canonical form, so the pack could not be stamped.", "Remove it.");

    public static Fault NotYaml(string reason) => new("not-yaml", $"This is not well-formed YAML: {reason}", "The rest of the file cannot be trusted.", "Correct the line.");

    public static Fault SeveralDocuments() => new("several-documents", "The file holds more than one YAML document.", "Only the first would be read.", "Put the second into a file of its own.");

    public static Fault EmptyFile() => new("empty-file", "The file is empty.", "An empty file says neither something nor nothing.", "Fill it or delete it.");

    public static Fault Anchor() => new("anchor", "Anchors and aliases are not allowed.", "A reader must see each value where it stands, next to its citation.", "Write the value out.");

    public static Fault MergeKey() => new("merge-key", "Merge keys (<<) are not allowed.", "Merged values hide which value wins.", "Write the keys out.");

    public static Fault Tag() => new("tag", "Tags (!…) are not allowed.", "The type of a value follows from its place.", "Remove the tag.");

    public static Fault DuplicateKey(string key, int first) => new("duplicate-key", $"The key {key} was already given in line {first}.", "One of the two would be lost.", "Keep one.");

    public static Fault DuplicateName(string what, string name) => new("duplicate-name", $"There is already {(what[0] is 'a' or 'i' ? "an" : "a")} {what} called {name}.", "A name has to mean one thing.", "Give one of them another name.");

    public static Fault DuplicateFact(string kind) => new("duplicate-fact", $"The same fact of the kind {kind} was already given.", "Said twice it would be counted twice.", "Remove one, or correct what differs.");

    public static Fault ReservedName(string name) => new("reserved-name", $"A rule cannot be called {name}.", "Its texts would have the keys of other texts.", "Give it another name.");

    public static Fault UnknownKey(string key, IEnumerable<string> allowed) => new("unknown-key", $"The key {key} is not known here.", "A misspelt key would silently change nothing.", $"Use one of: {string.Join(", ", allowed)}.");

    public static Fault MissingKey(string key) => new("missing-key", $"The key {key} is missing.", "Nothing may be assumed in its place.", $"Add {key}.");

    public static Fault WrongType(string name, string wanted) => new("wrong-type", $"{name} is not {wanted}.", "A value of another type cannot be compared.", $"Write {wanted}.");

    public static Fault NotADay(string name, string text) => new("no-such-day", $"{name} is “{text}”, which is no day of the calendar from 1900 to 2199.", "A day that does not exist cannot be counted from.", "Write a date such as 2025-05-15.");

    public static Fault TooMuch(string name, int most) => new("too-much", $"{name} is more than {most}.", "It would lead past the end of the calendar, and no standard prints it.", $"Write {most} or less.");

    public static Fault NotOneOf(string name, string value, IEnumerable<string> allowed) => new("not-one-of", $"{name} cannot be {value}.", "The engine knows a closed list.", $"Use one of: {string.Join(", ", allowed.DefaultIfEmpty("(none)"))}.");

    public static Fault NeedsQuotes(string name, string text, string takenFor) => new("needs-quotes", $"{name} is {text} without quotes.", $"Some readers of YAML take it for {takenFor} and not for a text.", $"Write \"{text}\".");

    public static Fault LeadingZero(string name, string text) => new("leading-zero", $"{name} is {text}, with a zero in front.", "Some readers of YAML count such a number in eights.", "Write it without the zero.");

    public static Fault Tab() => new("tab", "The line begins with a tab.", "YAML counts spaces; a tab has no width.", "Indent with spaces.");

    public static Fault CitationMissing() => new("citation-missing", "There is no citation.", "Every rule and value must show where it is printed.", "Add cite: with the document and the section.");

    public static Fault CitationUnknown(string text) => new("citation-unknown", $"“{text}” names no document that pack.yaml lists.", "A reader could not look it up.", "Begin with a listed document, or list it under documents.");

    public static Fault CitationWithoutSection(string document) => new("citation-without-section", $"The citation names {document} but no place in it.", "A whole document cannot be checked.", "Add the section after the document.");

    public static Fault CurrencyMissing(string text) => new("currency-missing", $"The amount “{text}” has no currency.", "A bare number could be dollars or cents.", "Write it as USD 100.00.");

    public static Fault UndeclaredKind(string kind) => new("undeclared-kind", $"The kind {kind} is not declared in facts.yaml.", "A rule about facts that nobody can record is never met.", "Declare it or correct the name.");

    public static Fault WrongShape(string kind, string shape, string wanted) => new("wrong-shape", $"The kind {kind} is declared as {shape}; this needs {wanted}.", "The rule would look at facts of another shape.", "Name a kind of the right shape.");

    public static Fault WrongUnit(string kind, string unit, string? wanted) => new("wrong-unit", $"{kind} is counted in {wanted ?? "nothing"}, not in {unit}.", "Amounts in different units cannot be compared.", $"Use {wanted ?? "no unit"} or declare another kind.");

    public static Fault Undeclared(string what, string name, string file) => new("undeclared", $"There is no {what} called {name}.", "It would never apply.", $"Declare it in {file} or correct the name.");

    public static Fault Overlapping(DateOnly from) => new("overlapping-entries", $"The entry from {from:yyyy-MM-dd} does not come after the one before it.", "Two values would hold on the same day.", "Order entries from the oldest to the newest, each with a later date.");

    public static Fault EmptyList(string name) => new("empty-list", $"{name} is empty.", "An empty list says neither something nor nothing.", "Add an item or remove the key.");

    public static Fault TierOrder() => new("tier-order", "The tiers are not in order, or the last one ends.", "Every day after the due date must fall into exactly one tier.", "Give each tier more years than the one before, and the last none.");

    public static Fault TwoPacks(string name) => new("two-packs-of-one-name", $"Two folders hold a pack called {name}.", "A decision names its pack; it has to find exactly one.", "Give one of them another version.");

    public static Fault NameDiffersFromFolder(string name, string folder) => new("name-differs", $"The pack calls itself {name} but lies in {folder}.", "Whoever looks for it would open the wrong text.", "Make the two agree.");

    public static Fault TextMissing(string key) => new("text-missing", $"The text {key} is missing in texts/en.yaml.", "A person would be shown a key instead of a reason.", $"Add {key} to texts/en.yaml.");

    public static Fault TextUnused(string key) => new("text-unused", $"No rule, clock, fee or tier uses the text {key}.", "It is misspelt or left over.", "Correct the key or remove it.");

    public static Fault UnknownPlaceholder(string name, IEnumerable<string> allowed) => new("unknown-placeholder", $"The text has no argument {name}.", "The reader would see the bare name.", $"Use one of: {string.Join(", ", allowed.DefaultIfEmpty("(none)"))}.");

    public static Fault LooseBrace() => new("loose-brace", "The text has a brace that is not part of an argument such as {day}.", "It could not be filled in.", "Complete the argument or remove the brace.");

    public static Fault NotCounted(string name) => new("not-counted", $"{name} is not a whole number.", "Only whole numbers have a form for one and one for more.", "Count by another argument, or write one sentence.");

    public static Fault GovernsTooEarly(DateOnly from, DateOnly packFrom) => new("governs-too-early", $"The pack is to govern from {from:yyyy-MM-dd} but speaks only from {packFrom:yyyy-MM-dd}.", "Days before have no text.", "Begin later, or let an older pack govern those days.");

    public static Fault Gap(DateOnly from, DateOnly packFrom) => new("gap", $"There is no value from {packFrom:yyyy-MM-dd} until {from:yyyy-MM-dd}.", "Nobody could tell an unknown text from a forgotten one.", $"Begin with {packFrom:yyyy-MM-dd}; write value: null and a note where the text is not known.");

    public static Fault WhenUndeclared(string attribute) => new("when-undeclared", $"No root of the question asks everybody for {attribute}.", "Whoever leaves it open would not be asked this rule, and could be granted without it.", $"Add a root declared about {attribute} without when.");

    public static Fault WordingOther(string rule) => new("wording-other", $"{rule} ends in other ways than this rule, or borrows its own words.", "A finding would have no text.", "Name a rule of the same kind with the same keys that has its own texts.");

    public static Fault WordingOwn(string rule) => new("wording-own", $"{rule} borrows its own words.", "Borrowing in a circle ends nowhere.", "Remove wording, or name the rule that has the words.");

    public static Fault KeyWithout(string key, string other) => new("key-without", $"{key} needs {other}.", "The two together make one condition.", $"Add {other} or remove {key}.");

    public static Fault KeyBeside(string key, string other) => new("key-beside", $"{key} does not go with {other}.", "Two ways to say when would contradict each other.", "Keep the keys of one of the two.");

    public static Fault WayWithoutTime(string question) => new("way-without-time", $"It must be said once when the way {question} is open.", "A holder is told a first and a last day for each way.", "Name a tier, or leave that to a rule filed-in-tier among the question's roots.");

    public static Fault AmendsNothing(string name) => new("amends-nothing", $"The pack has no value called {name}.", "The change would silently have no effect.", "Use RULE.key, fee.CODE, clock.NAME or term.years as standards show prints them.");

    public static Fault SettingUnknown(string name) => new("setting-unknown", $"The pack offers no choice called {name}.", "The choice would silently have no effect.", "Use a name from the pack's settings.yaml.");

    public static Fault NotAbove(string name) => new("not-above-zero", $"{name} is not above zero.", "Nothing cannot meet a requirement, and less than nothing does not exist.", "Write the amount as it was.");

    public static Fault EndBeforeStart(DateOnly from, DateOnly to) => new("end-before-start", $"It ends on {to:yyyy-MM-dd}, before it starts on {from:yyyy-MM-dd}.", "Such a stretch of time has no days.", "Correct one of the two days.");

    public static Fault InTheFuture(string kind, DateOnly day) => new("in-the-future", $"{kind} on {day:yyyy-MM-dd} lies after the day asked about.", "It cannot have happened by then.", "Correct the day, or ask about a later one.");

    public static Fault NotDecided(string asked) => new("not-decided", $"This case asks for a {asked} and for no decision.", "One value belongs to one pack, which a file by itself does not name.", "Put it into the folder cases of its pack and run standards check.");

    public static Fault NoStandard(DateOnly day) => new("no-standard", $"No standard that we have says what holds on {day:yyyy-MM-dd}.", "Without a text nothing can be decided, by nobody's guess.", "Ask about a day that a standard governs: see governing.yaml.");

    /// <summary>Reports this at a place, once: a value that is read several times is wrong only once.</summary>
    public void At(string file, int line, List<LoadError> errors)
    {
        var error = new LoadError(Code, file, line, What, Why, Mend);
        if (errors.LastOrDefault() != error)
            errors.Add(error);
    }
}
