using System.ComponentModel.DataAnnotations;

namespace PeerCert.Web.Pages.Account;

/// <summary>What an account is opened with, as each page asks for it that makes or opens one.</summary>
public class Credentials
{
    [Required, Display(Name = "account.email")]
    public string? Email { get; set; }

    [Required, Display(Name = "account.password")]
    public string? Password { get; set; }
}
