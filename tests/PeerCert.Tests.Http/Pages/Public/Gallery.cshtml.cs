using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Pages.Public;

/// <summary>Every form part on one page, and a button for every way in which things go wrong.</summary>
[RequestSizeLimit(RequestSizes.Upload)]
public sealed class GalleryModel : PageModel
{
    public const string ChangedMeanwhile = "changed", NotFoundProblem = "not-found", UnavailableProblem = "unavailable",
        InvalidProblem = "invalid", Fault = "fault", Outage = "outage", Started = "started";

    /// <summary>Something private, as an exception's message may hold it.</summary>
    public const string Secret = "Robin Example";

    public static readonly string[] Steps = ["One", "Two", "Three", "Four"];
    public static readonly Choice[] Languages = [new("en", "English"), new("es", "Español", "Castellano"), new("vi", "Tiếng Việt")];

    [BindProperty]
    public Typed Input { get; set; } = new();

    public Deadline Deadline { get; } = new(new(2026, 3, 2), Text.Of("problem.unavailable"), new("CalMHSA 2025", "§4.2"));

    public Decision Decision { get; } = new("application", new("test", "1", new string('0', 64)), new(2026, 3, 2),
    [
        new("home.registry", Verdict.Met, Text.Of("privacy.public.about"), new("CalMHSA 2025", "§4.1"), []),
        new("home.apply", Verdict.NotMet, Text.Of("home.apply.about"), new("CalMHSA 2025", "§4.2"),
        [
            new("home.sign-in", Verdict.NotMet, Text.Of("home.sign-in.about"), new("CalMHSA 2025", "§4.2.1"), []) { Remedy = Remedy.Supply, LastDay = new(2026, 5, 1) },
            new("home.sign-in", Verdict.Unknown, Text.Of("home.sign-in.about"), new("CalMHSA 2025", "§4.2.2"), []) { FirstDay = new(2026, 5, 1) },
        ]) { Remedy = Remedy.Supply },
    ]);

    public async Task<IActionResult> OnPostAsync(string? @do)
    {
        switch (@do)
        {
            case ChangedMeanwhile: return this.Show(new Problem.ChangedMeanwhile("Testa McTestface", new(2026, 3, 2, 20, 4, 0, DateTimeKind.Utc)));
            case NotFoundProblem: return this.Show(new Problem.NotFound("home.title"));
            case UnavailableProblem: return this.Show(new Problem.Unavailable());
            case InvalidProblem: return this.Show(Problem.Invalid.At("LegalName", Text.Of("problem.invalid")));
            case Fault: throw new InvalidOperationException(Secret, new FormatException(Secret));
            case Outage: throw new InvalidOperationException(Secret, new StoreDownException());
            case Started:
                await Response.WriteAsync("half");
                await Response.Body.FlushAsync();
                throw new InvalidOperationException(Secret);
        }
        return ModelState.IsValid ? Redirect("/") : this.AskAgain();
    }

    public sealed class Typed
    {
        [Display(Name = "home.apply.title"), Required, StringLength(20)]
        public string? LegalName { get; set; }

        [Display(Name = "privacy.ask.title"), EmailAddress]
        public string? Email { get; set; }

        [Display(Name = "account.sign-in")]
        public string? Password { get; set; }

        [Display(Name = "privacy.private.title")]
        public string? Story { get; set; }

        [Display(Name = "field.date.day")]
        public int? Hours { get; set; }

        [Display(Name = "field.date.month"), DateRequired]
        public DateInput Born { get; set; } = new();

        [Display(Name = "steps.label")]
        public Remedy? Path { get; set; }

        [Display(Name = "site.nav")]
        public string[] Languages { get; set; } = [];

        [Display(Name = "row.change")]
        public string? County { get; set; }

        [Display(Name = "account.sign-out"), Accepted]
        public bool Agreed { get; set; }

        [Display(Name = "row.empty")]
        public IFormFile? Document { get; set; }

        public Guid? Root { get; set; }
    }
}

/// <summary>Stands for the exception by which a database says that it is gone.</summary>
public sealed class StoreDownException() : Exception(GalleryModel.Secret);
