using System.Collections.Frozen;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The closed vocabulary: every kind of rule that a pack may use.</summary>
internal static class RuleKinds
{
    public static readonly FrozenDictionary<string, RuleKind> All = new[]
    {
        AgeAtLeast.Kind, Declared.Kind, Attested.Kind, AgreementSigned.Kind, DocumentAccepted.Kind, SpanAtLeast.Kind, TotalAtLeast.Kind, HoursInside.Kind,
        SpanCovers.Kind, EndedAfter.Kind, FiledBetween.Kind, FiledInTier.Kind, OverlayInForce.Kind, FreeOf.Kind, Happened.Kind, FeePaid.Kind,
        SittingPaid.Kind, Passed.Kind, SittingOpen.Kind, AllOf.Kind, AnyOf.Kind,
    }.ToFrozenDictionary(k => k.Name);
}
