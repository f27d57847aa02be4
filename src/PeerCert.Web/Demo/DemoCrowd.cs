namespace PeerCert.Web.Demo;

/// <summary>
/// Hundreds of further invented people, so that a queue, a search and a page of deadlines look as they would. The same ones at each start; what they did
/// is as many days ago as ever, so that some clocks have run out and others are about to.
/// </summary>
internal static class DemoCrowd
{
    private const int Seed = 20260315;

    private static readonly string[] Given =
    [
        "Avery", "Quinn", "Rowan", "Sage", "Emery", "Marisol", "Lupe", "Xiomara", "Thúy", "Linh", "Pa Kou", "Mai See", "Anahit", "Armen", "Ji-woo", "Min-jun",
        "Olena", "Dmitri", "Parisa", "Omid", "Amara", "Malik", "Hana", "Tala", "Noor", "Samir", "Wren", "Ellis", "Joaquín", "Soledad", "Winta", "Kofi",
    ];

    private static readonly string[] Family =
    [
        "Example", "Sample", "Placeholder", "Invented", "Specimen", "Muster", "Fictitious", "Pretend", "Nonesuch", "Made-Up", "Mockup", "Ejemplo", "Muestra", "Mẫu",
        "Beispiel", "Fable", "Figment", "Make-Believe",
    ];

    /// <summary>How many stand where, and between how many days ago they began.</summary>
    private static readonly (Reached Reached, int People, int Newest, int Oldest)[] Standing =
    [
        (Reached.Started, 20, 0, 40), (Reached.AskingForLetters, 6, 3, 30), (Reached.Sent, 64, 0, 33), (Reached.AskedForItems, 34, 8, 88),
        (Reached.FoundComplete, 40, 4, 36), (Reached.Approved, 26, 10, 80), (Reached.Failed, 14, 50, 150), (Reached.Passed, 18, 38, 54),
        (Reached.Certified, 56, 45, 240), (Reached.Denied, 10, 10, 120), (Reached.Withdrawn, 8, 8, 90), (Reached.Voided, 8, 95, 200),
        (Reached.Renewing, 5, 685, 725), (Reached.Lapsed, 6, 775, 800), (Reached.Suspended, 3, 70, 300), (Reached.Reviewed, 2, 700, 715),
    ];

    /// <summary>Some of the counties; more people live in the first ones.</summary>
    private static readonly string[] Counties =
    [
        "los-angeles", "los-angeles", "los-angeles", "san-diego", "san-diego", "orange", "alameda", "sacramento", "fresno", "kern", "kings", "humboldt", "imperial", "yolo", "mono",
    ];

    private static readonly string[] Questions =
    [
        "I moved last week. Do you need my new address before you decide?", "My training center sent a corrected certificate. Which page do I put it on?",
        "Is there anything else you need from me?", "I will be away for two weeks. Does that change my dates?",
    ];

    public static IReadOnlyList<DemoPerson> People()
    {
        // Not for secrets: the same people each time.
#pragma warning disable CA5394
        var random = new Random(Seed);
        var names = (from given in Given from family in Family select (given, family)).ToArray();
        random.Shuffle(names);
        var people = new List<DemoPerson>();
        foreach (var (reached, count, newest, oldest) in Standing)
            for (var i = 0; i < count; i++)
            {
                var (given, family) = names[people.Count];
                people.Add(new($"{given} {family}", given, family, reached, random.Next(newest, oldest + 1), Number: people.Count + 1)
                {
                    Born = new DateOnly(1958, 1, 1).AddDays(random.Next(0, 365 * 45)),
                    Perspective = random.Next(4) switch { 0 => "parent", 1 => "family-member", 2 => "caregiver", _ => "consumer" },
                    County = people.Count % 4 == 0 ? null : Counties[random.Next(Counties.Length)],
                    IsClaimed = reached is Reached.Sent or Reached.FoundComplete && random.Next(8) == 0,
                    Asks = reached is Reached.Sent or Reached.AskedForItems or Reached.FoundComplete && random.Next(10) == 0 ? Questions[random.Next(Questions.Length)] : null,
                });
            }
#pragma warning restore CA5394
        return people;
    }
}
