using PeerCert.Testing;
using PeerCert.Web.Commands;

namespace PeerCert.Tests.Http.Commands;

/// <summary>What a command answered: its exit status, its output and its error output.</summary>
internal sealed record Said(int Status, string Output, string Error)
{
    public static async Task<Said> ByAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var status = await CommandLine.RunAsync(args, new Terminal(output, error, new FixedTime()));
        return new(status, output.ToString(), error.ToString());
    }

    /// <summary>Refused (1) or wrong usage (2): nothing on the output, and the reason on the error output.</summary>
    public void IsRefused(int status, params string[] words)
    {
        Assert.Equal((status, ""), (Status, Output));
        Assert.All(words, w => Assert.Contains(w, Error, StringComparison.Ordinal));
        if (status == 1)
            Assert.Single(Error.TrimEnd().Split('\n'));
    }

    public void Has(params string[] words)
    {
        Assert.Equal((0, ""), (Status, Error));
        Assert.All(words, w => Assert.Contains(w, Output, StringComparison.Ordinal));
    }
}
