using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PeerCert.Bench;

/// <summary>A site in a process of its own, the load on it, and what it needs of memory.</summary>
internal static partial class Measuring
{
    public static async Task<double> LoadAsync(string url, string path, string script, int seconds)
    {
        using var wrk = Start("wrk", "-t1", "-c8", $"-d{seconds}s", "-s", script, url, "--", path);
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (Errors().IsMatch(said))
            throw new InvalidOperationException($"{path} answered with errors:\n{said}");
        return double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public static double AnonymousMb(int process) =>
        double.Parse(RssAnon().Match(File.ReadAllText($"/proc/{process}/status")).Groups[1].Value, CultureInfo.InvariantCulture) / 1024;

    public static async Task ReadyAsync(string url, Process site)
    {
        using var http = new HttpClient();
        while (!site.HasExited)
        {
            try
            {
                if ((await http.GetAsync(new Uri(url + "/readyz"))).StatusCode is HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200);
            }
        }
        throw new InvalidOperationException("the site did not start:\n" + await site.StandardError.ReadToEndAsync());
    }

    public static Process Start(string command, params string[] args) => Process.Start(new ProcessStartInfo(command, args)
    {
        RedirectStandardOutput = command == "wrk",
        RedirectStandardError = true,
    })!;

    public static string EntryDll() => typeof(Measuring).Assembly.Location;

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Non-2xx|Socket errors")]
    private static partial Regex Errors();

    [GeneratedRegex(@"RssAnon:\s+(\d+) kB")]
    private static partial Regex RssAnon();
}
