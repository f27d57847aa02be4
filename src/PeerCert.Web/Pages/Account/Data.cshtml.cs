using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Account;

/// <summary>Everything about the reader in one file, for them to keep.</summary>
[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class DataModel(DownloadMyData.Handler download, IEvidenceStore store, Wording words) : FormPage<DataModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "account.current-password")]
        public string? Password { get; set; }
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct) =>
        (await download.HandleAsync(new(Input.Password, text => words[text], User.Session()), ct)).Match<IActionResult>(held => new DataDownload(held, store), this.Show);
}
