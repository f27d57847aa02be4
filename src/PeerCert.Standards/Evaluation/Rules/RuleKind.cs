using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>A kind of rule: its name in a pack, the keys it must and may have, and how one is read.</summary>
internal sealed record RuleKind(string Name, string[] Required, string[] Optional, Func<RuleFields, Requirement> Read);
