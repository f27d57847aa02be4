using System.Xml.Linq;

namespace PeerCert.Tests.Architecture;

/// <summary>Who may import whom, held against the source; and each rule against a planted breach, so that it can fail.</summary>
public sealed class ImportOrderTests
{
    [Fact]
    public void Folders_of_the_core_look_only_upstream() => SourceTree.None(ImportOrder.BreachesInCore(SourceTree.Files));

    [Fact]
    public void Projects_look_only_where_they_may() => SourceTree.None(ImportOrder.BreachesBetweenProjects(SourceTree.Files));

    [Fact]
    public void Projects_refer_only_to_those_below_them()
    {
        var wanted = new Dictionary<string, (string[] Projects, string[] Packages)>
        {
            ["PeerCert.Standards"] = ([], ["YamlDotNet"]),
            ["PeerCert.Core"] = (["PeerCert.Standards"], ["Microsoft.EntityFrameworkCore.Relational", "Microsoft.AspNetCore.Identity.EntityFrameworkCore", "Otp.NET", "CsvHelper"]),
            ["PeerCert.Data"] = (["PeerCert.Core"], ["Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3", "Npgsql.EntityFrameworkCore.PostgreSQL"]),
        };
        foreach (var (project, (projects, packages)) in wanted)
        {
            var file = XDocument.Load(Path.Combine(SourceTree.Root, project, $"{project}.csproj"));
            Assert.Equal(projects, file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))));
            Assert.Equal(packages, file.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value));
        }
    }

    [Fact]
    public void Every_source_file_is_looked_at()
    {
        Assert.True(SourceTree.Files.Count > 150, $"{SourceTree.Files.Count}");
        foreach (var project in new[] { "PeerCert.Standards", "PeerCert.Core", "PeerCert.Data", "PeerCert.Web" })
            Assert.Contains(SourceTree.Files, f => f.IsIn(project));
        Assert.Contains(SourceTree.Files, f => f.Path.EndsWith(".cshtml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PeerCert.Core/Shared/X.cs", "using PeerCert.Core.Journal;", "Journal")]
    [InlineData("PeerCert.Core/Journal/X.cs", "using PeerCert.Core.People;", "People")]
    [InlineData("PeerCert.Core/People/X.cs", "using PeerCert.Core.Decisions;", "Decisions")]
    [InlineData("PeerCert.Core/Decisions/X.cs", "using PeerCert.Core.Evidence;", "Evidence")]
    [InlineData("PeerCert.Core/Evidence/X.cs", "using PeerCert.Core.Ledger;", "Ledger")]
    [InlineData("PeerCert.Core/Ledger/X.cs", "private PackDecisions _all;", "PackDecisions")]
    [InlineData("PeerCert.Core/Notices/X.cs", "using PeerCert.Core.Applications;", "Applications")]
    [InlineData("PeerCert.Core/Applications/X.cs", "using PeerCert.Core.Exams;", "Exams")]
    [InlineData("PeerCert.Core/Applications/X.cs", "var x = new PeerCert.Core.Certifications.Certificate();", "Certifications")]
    [InlineData("PeerCert.Core/Exams/X.cs", "using static PeerCert.Core.Certifications.Certificate;", "Certifications")]
    [InlineData("PeerCert.Core/Training/X.cs", "using PeerCert.Core.Applications;", "Applications")]
    [InlineData("PeerCert.Core/Payments/X.cs", "using PeerCert.Core.Conduct;", "Conduct")]
    [InlineData("PeerCert.Core/Conduct/X.cs", "using PeerCert.Core.Registry;", "Registry")]
    [InlineData("PeerCert.Core/Registry/X.cs", "using PeerCert.Core.Oversight;", "Oversight")]
    [InlineData("PeerCert.Core/Oddments/X.cs", "", "Oddments")]
    [InlineData("PeerCert.Core/Loose.cs", "", "no folder")]
    public void A_folder_that_looks_downstream_would_be_found(string path, string source, string named) =>
        Assert.Contains(named, Assert.Single(ImportOrder.BreachesInCore([new(path, source)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("PeerCert.Core/Conduct/X.cs", "using PeerCert.Core.Applications;\nusing PeerCert.Core.Decisions;")]
    [InlineData("PeerCert.Core/Registry/X.cs", "using PeerCert.Core.Conduct;")]
    [InlineData("PeerCert.Core/Ethics/X.cs", "using PeerCert.Core.Decisions;\nTask About(Subject s); class X : IFactSource;")]
    [InlineData("PeerCert.Core/Shared/X.cs", "// as PeerCert.Core.Journal has it\nvar x = \"PeerCert.Core.People\";")]
    [InlineData("PeerCert.Core/PeerCertDb.cs", "using PeerCert.Core.Registry;")]
    public void A_folder_that_looks_upstream_is_left_alone(string path, string source) => Assert.Empty(ImportOrder.BreachesInCore([new(path, source)]));

    [Theory]
    [InlineData("PeerCert.Standards/Model/X.cs", "using YamlDotNet.Core;")]
    [InlineData("PeerCert.Standards/Loading/X.cs", "using PeerCert.Core.Shared;")]
    [InlineData("PeerCert.Standards/Model/X.cs", "using Microsoft.EntityFrameworkCore;")]
    [InlineData("PeerCert.Core/Applications/X.cs", "using Microsoft.AspNetCore.Http;")]
    [InlineData("PeerCert.Core/People/X.cs", "using Microsoft.AspNetCore.Http;")]
    [InlineData("PeerCert.Core/Journal/X.cs", "using Npgsql;")]
    [InlineData("PeerCert.Core/Journal/X.cs", "using PeerCert.Data.Sqlite;")]
    [InlineData("PeerCert.Data/X.cs", "using PeerCert.Web.Texts;")]
    [InlineData("PeerCert.Web/Pages/Staff/X.cshtml.cs", "using PeerCert.Data;")]
    [InlineData("PeerCert.Web/Pages/Staff/X.cshtml", "@using PeerCert.Data")]
    [InlineData("PeerCert.Web/Hosting/Limits.cs", "var x = new PeerCert.Data.DataOptions();")]
    [InlineData("PeerCert.Web/Pages/X.cs", "using YamlDotNet.Core;")]
    public void A_project_that_looks_where_it_may_not_would_be_found(string path, string source) =>
        Assert.Single(ImportOrder.BreachesBetweenProjects([new(path, source)]));

    [Theory]
    [InlineData("PeerCert.Standards/Loading/X.cs", "using YamlDotNet.Core;")]
    [InlineData("PeerCert.Web/Texts/X.cs", "using YamlDotNet.Core;")]
    [InlineData("PeerCert.Core/People/X.cs", "using Microsoft.AspNetCore.Identity;")]
    [InlineData("PeerCert.Web/Commands/X.cs", "using PeerCert.Data;")]
    [InlineData("PeerCert.Web/Hosting/Composition.cs", "using PeerCert.Data;")]
    public void A_project_that_looks_where_it_may_is_left_alone(string path, string source) =>
        Assert.Empty(ImportOrder.BreachesBetweenProjects([new(path, source)]));
}
