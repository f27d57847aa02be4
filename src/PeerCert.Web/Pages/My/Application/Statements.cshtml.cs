using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>
/// Choices and statements that the standard asks for, one question each. Their names are the pack's kinds of fact, so what
/// is asked changes with the pack and not with this page.
/// </summary>
public sealed class StatementsModel(OpenMyApplication open, SaveAnswers.Handler save) : DraftPage(open)
{
    private const string Yes = "yes";
    private const string No = "no";

    public override FormPart? Part => Mine.Form.Parts.FirstOrDefault(p => p.Page is FormPartKind.Statements);

    public IEnumerable<Choice> Words(Wording words, FactKind kind) => kind.Values.Select(v => new Choice(v, PartWords.Word(words, Mine.Form.Pack, kind, v)));

    public IEnumerable<Choice> YesNo(Wording words) => [new(Yes, words["apply.statements.yes"]), new(No, words["apply.statements.no"])];

    public string? Chosen(FactKind kind) => Sent(kind) ?? Mine.Answers.Chosen.GetValueOrDefault(kind.Name);

    public string? Stated(FactKind kind) => Sent(kind) ?? (Mine.Answers.Stated.GetValueOrDefault(kind.Name) is { } stated ? stated.Yes ? Yes : No : null);

    protected override async Task<Result<Done>> SaveAsync(CancellationToken ct)
    {
        // Which questions there are, the form says; without it there is nothing to save.
        if (await LoadAsync(ct) is not null)
            return new Problem.NotFound("thing.application");
        return await save.HandleAsync(new SaveAnswers.Statements(
            Id, Mine.Form.Choices.ToDictionary(k => k.Name, Sent),
            Mine.Form.Statements.ToDictionary(k => k.Name, k => Sent(k) switch { Yes => true, No => false, _ => (bool?)null }), User.ActorOf(), SeenAnswers, IsKept), ct);
    }

    private string? Sent(FactKind kind) => Request.HasFormContentType && Request.Form.TryGetValue(kind.Name, out var sent) ? sent.ToString() : null;
}
