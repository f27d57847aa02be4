using BenchmarkDotNet.Attributes;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;

namespace PeerCert.Bench.Engine;

/// <summary>Whole worked files of the pack, so that every rule that is asked does all its work.</summary>
public class EngineBench
{
    private const int Certificates = 1_000_000;

    /// <summary>The most that one run of each may take and allocate.</summary>
    public static readonly Dictionary<string, (TimeSpan Time, long Bytes)> Targets = new()
    {
        [nameof(InitialApplication)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(OutOfStateApplication)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(GrandparentingApplication)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(EarlierInitialApplication)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(EarlierOutOfStateApplication)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(EarlierGrandparentingApplication)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(Certificate)] = (TimeSpan.FromMicroseconds(20), 4_096),
        [nameof(WhatItWouldTake)] = (TimeSpan.FromMicroseconds(50), 16_384),
        [nameof(WhatItWouldTakeExpired)] = (TimeSpan.FromMicroseconds(50), 16_384),
        [nameof(MillionStandings)] = (TimeSpan.FromMilliseconds(500), 64_000_000),
    };

    private StandardsLibrary _library = null!;
    private Pack _pack = null!;
    private Case.Decided _initial = null!;
    private Case.Decided _outOfState = null!;
    private Case.Decided _grandparenting = null!;
    private Pack _earlier = null!;
    private Case.Decided _earlierInitial = null!;
    private Case.Decided _earlierOutOfState = null!;
    private Case.Decided _earlierGrandparenting = null!;
    private Case.Decided _certificate = null!;
    private Facts _held = null!;
    private (DateOnly From, DateOnly Due)[] _certificates = [];

    [GlobalSetup]
    public void Load()
    {
        var standards = Path.Combine(Root(), "standards");
        var loaded = StandardsLoader.Load(standards);
        _library = loaded.Library ?? throw new InvalidOperationException(string.Join('\n', loaded.Errors));
        _pack = _library.On(GoverningQuestion.Filing, new(2025, 7, 1))!;
        var cases = CaseFile.ReadAll(standards, _pack).Cases.OfType<Case.Decided>().ToList();
        _initial = cases.Single(c => c.Place.Name == "A whole initial application is granted");
        _outOfState = cases.Single(c => c.Place.Name == "A whole out-of-state application is granted");
        _grandparenting = cases.Single(c => c.Place.Name == "A whole grandparenting application of its time is granted");
        _earlier = _library.On(GoverningQuestion.Filing, new(2023, 1, 1))!;
        var earlier = CaseFile.ReadAll(standards, _earlier).Cases.OfType<Case.Decided>().ToList();
        _earlierInitial = earlier.Single(c => c.Place.Name == "A first certification needs the six qualifications and 80 hours of training");
        _earlierOutOfState = earlier.Single(c => c.Place.Name == "A peer certified in another state is granted on the first option");
        _earlierGrandparenting = earlier.Single(c => c.Place.Name == "A peer employed on the printed day is granted on the second option");
        _certificate = cases.First(c => c is { Question: "certificate", Expected.Outcome: Outcome.Grant });

        _held = Facts.Of([new Fact.Overlay("certificate-term", new(2025, 5, 20), new DateOnly(2027, 5, 20)), new Fact.Event("ce-period-began", new(2025, 5, 20), null)]);
        var random = new Random(20250515);
        _certificates = [.. Enumerable.Range(0, Certificates).Select(_ => new DateOnly(2021, 8, 1).AddDays(random.Next(1_800))).Select(from => (from, from.AddYears(2)))];
    }

    [Benchmark]
    public Decision InitialApplication() => Evaluator.Decide(_pack, _initial.Question, _initial.Facts, _initial.AsOf);

    [Benchmark]
    public Decision OutOfStateApplication() => Evaluator.Decide(_pack, _outOfState.Question, _outOfState.Facts, _outOfState.AsOf);

    [Benchmark]
    public Decision GrandparentingApplication() => Evaluator.Decide(_pack, _grandparenting.Question, _grandparenting.Facts, _grandparenting.AsOf);

    /// <summary>By the standard before.</summary>
    [Benchmark]
    public Decision EarlierInitialApplication() => Evaluator.Decide(_earlier, _earlierInitial.Question, _earlierInitial.Facts, _earlierInitial.AsOf);

    [Benchmark]
    public Decision EarlierOutOfStateApplication() => Evaluator.Decide(_earlier, _earlierOutOfState.Question, _earlierOutOfState.Facts, _earlierOutOfState.AsOf);

    [Benchmark]
    public Decision EarlierGrandparentingApplication() => Evaluator.Decide(_earlier, _earlierGrandparenting.Question, _earlierGrandparenting.Facts, _earlierGrandparenting.AsOf);

    [Benchmark]
    public Decision Certificate() => Evaluator.Decide(_pack, _certificate.Question, _certificate.Facts, _certificate.AsOf);

    /// <summary>Every way of a certificate that is current, with its steps, its cost and its days.</summary>
    [Benchmark]
    public int WhatItWouldTake() => Ways.On(_pack, _held, new DateOnly(2027, 3, 1)).Length;

    /// <summary>The same of one that expired: more ways, and more to each.</summary>
    [Benchmark]
    public int WhatItWouldTakeExpired() => Ways.On(_pack, _held, new DateOnly(2029, 3, 1)).Length;

    [Benchmark]
    public int MillionStandings()
    {
        var (current, day) = (0, new DateOnly(2026, 3, 1));
        foreach (var (from, due) in _certificates)
            if (Standing.On(_library, from, due, day).IsFirstTier)
                current++;
        return current;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PeerCert.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("This is not run from a checkout.");
    }
}
