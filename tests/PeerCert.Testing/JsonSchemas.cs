using System.Diagnostics;
using System.Text.Json;

namespace PeerCert.Testing;

/// <summary>Asks another reader of YAML, JSON and JSON Schema (<c>tests/schemas</c>) whether files fit.</summary>
public static class JsonSchemas
{
    /// <summary>The schema of that name in the folder of standards.</summary>
    public static string Named(string name) => Path.Combine(Repository.Standards, "schema", $"{name}.schema.json");

    /// <summary>What does not fit in each file, by its schema.</summary>
    public static IReadOnlyList<string[]> Unfit(IEnumerable<(string Schema, string File)> files)
    {
        var asked = files.ToList();
        using var node = Process.Start(new ProcessStartInfo("node", "fit.mjs")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "schemas"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var problems = node.StandardError.ReadToEndAsync();
        node.StandardInput.Write(string.Concat(asked.Select(f => $"{f.Schema}\t{f.File}\n")));
        node.StandardInput.Close();
        var answers = node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize<string[]>(l)!).ToList();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0 && answers.Count == asked.Count, problems.GetAwaiter().GetResult());
        return answers;
    }
}
