using PeerCert.Core.Applications;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>What a part of an application holds, line by line, to check before it is sent and to read after.</summary>
public static class AnswerLines
{
    public static IEnumerable<string> Of(Wording words, MyApplication mine, FormPart part)
    {
        var (form, answers) = (mine.Form, mine.Answers);
        return part.Page switch
        {
            FormPartKind.Pathway => answers.Chosen.TryGetValue(ApplicationFacts.Pathway, out var pathway)
                ? [PartWords.Word(words, form.Pack, form.Pack.Kinds[ApplicationFacts.Pathway], pathway)] : [],
            FormPartKind.AboutYou => [answers.AsPrinted ?? "", answers.BirthDate?.Read("").Match(words.Day, _ => "") ?? ""],
            FormPartKind.Statements =>
            [
                .. form.Choices.Where(k => answers.Chosen.ContainsKey(k.Name)).Select(k => words["apply.review.answer", ("question", PartWords.Kind(words, form.Pack, k)), ("answer", PartWords.Word(words, form.Pack, k, answers.Chosen[k.Name]))]),
                .. form.Statements.Where(k => answers.Stated.ContainsKey(k.Name)).Select(k => words[
                    "apply.review.answer", ("question", PartWords.Kind(words, form.Pack, k)), ("answer", words[answers.Stated[k.Name].Yes ? "apply.statements.yes" : "apply.statements.no"])]),
            ],
            FormPartKind.Entries => answers.Entries.Where(e => e.Kind == part.Kind!.Name).Select(e => EntryWords.Line(words, form.Pack, e)),
            FormPartKind.Evidence => mine.Evidence.Where(e => form.Pack.Kinds.ContainsKey(e.Kind))
                .Select(e => words["apply.review.answer", ("question", PartWords.Kind(words, form.Pack, form.Pack.Kinds[e.Kind])), ("answer", e.OriginalName)]),
            _ => mine.Agreement is { } agreement ? [words["apply.ethics.signed", ("name", agreement.SignedName), ("day", agreement.SignedOn)]] : [],
        };
    }
}
