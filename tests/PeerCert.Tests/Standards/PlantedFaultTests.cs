using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PeerCert.Testing;
using Xunit.Abstractions;

namespace PeerCert.Tests.Standards;

/// <summary>
/// Each line of <c>planted-faults.txt</c> makes one part of the engine wrong. The engine is compiled with it, and these very
/// tests are run against that engine until one fails. A fault that none of them notices is a rule that nothing proves.
/// </summary>
[Trait("Category", "Long")]
public class PlantedFaultTests(ITestOutputHelper output)
{
    private static readonly string Engine = Path.Combine(Repository.Root, "src", "PeerCert.Standards");

    /// <summary>One fault: <c>FILE | text | what stands there instead</c>. The text occurs once in the file.</summary>
    private sealed record Fault(string File, string Text, string Instead);

    private static ImmutableArray<Fault> Planted { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "PeerCert.Tests", "Standards", "planted-faults.txt"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(" | ")).Select(p => new Fault(p[0], Plain(p[1]), p[2] == "(nothing)" ? "" : Plain(p[2]))),
    ];

    private static string Plain(string written) => written.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\|", "|", StringComparison.Ordinal);

    [Fact]
    public void Every_fault_planted_in_the_engine_is_noticed()
    {
        var engine = Whole();
        Assert.Null(Noticed(Emitted(engine, null), null));   // the engine as it is passes: what fails below fails for the fault

        var survivors = Planted.AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount).Where(f => Noticed(Emitted(With(engine, f), f), f) is null).ToList();

        output.WriteLine($"{Planted.Length} faults, {survivors.Count} survived.");
        foreach (var survivor in survivors)
            output.WriteLine($"{survivor}");
        Assert.Empty(survivors);
        Assert.InRange(Planted.Length, 60, 400);
    }

    /// <summary>A fault that does not compile plants nothing; told here at once and not after minutes.</summary>
    [Fact]
    public void Every_planted_fault_compiles()
    {
        var engine = Whole();
        var broken = Planted.AsParallel().Select(fault => (fault, Changed: With(engine, fault)))
            .SelectMany(f => f.Changed.GetSemanticModel(f.Changed.SyntaxTrees.Single(t => t.FilePath == f.fault.File)).GetDiagnostics()
                .Where(d => d.Severity is DiagnosticSeverity.Error).Take(1).Select(d => $"{f.fault.File} | {f.fault.Text}: {d.GetMessage(null)}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal("", string.Join('\n', broken));
    }

    /// <summary>The first test that fails against this engine; null where all pass.</summary>
    private static string? Noticed(byte[] engine, Fault? fault)
    {
        var context = new Changed(engine);
        try
        {
            var types = context.LoadFromAssemblyPath(typeof(PlantedFaultTests).Assembly.Location).GetTypes();
            foreach (var type in types.Where(t => t.Namespace?.StartsWith(typeof(PlantedFaultTests).Namespace!, StringComparison.Ordinal) is true && t is { IsPublic: true, IsAbstract: false })
                .Where(t => t.GetCustomAttribute<TraitAttribute>() is null && t.Name is not (nameof(MutationTests) or nameof(LoaderTests) or nameof(SchemaTests) or nameof(AuthoringTests) or nameof(NamedInBothPlacesTests) or nameof(LifeOracleTests)))   // the oracle goes through hundreds of lives: too long to be asked of every fault
                .OrderBy(t => fault is not null && t.Name.Contains(Proof(fault), StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(t => t.Namespace!.EndsWith(".Rules", StringComparison.Ordinal) ? 0 : t.Name == nameof(EvaluatorProperties) ? 2 : 1))
                foreach (var method in type.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null))
                    if (!Passes(type, method))
                        return $"{type.Name}.{method.Name}";
            return null;
        }
        finally
        {
            context.Unload();
        }
    }

    /// <summary>The tests most likely to notice a fault are asked first.</summary>
    private static string Proof(Fault fault) => Path.GetFileNameWithoutExtension(fault.File) switch
    {
        "CaseRun" => "PackCase",
        "Findings" or "Combined" or "Look" => "Combined",
        var file => file,
    };

    private static bool Passes(Type type, MethodInfo method)
    {
        try
        {
            var rows = method.GetCustomAttributes<TheoryAttribute>().Any()
                ? method.GetCustomAttributes<Xunit.Sdk.DataAttribute>().SelectMany(d => d.GetData(method) ?? [])
                : [[]];
            foreach (var row in rows)
            {
                var test = Activator.CreateInstance(type);
                try
                {
                    method.Invoke(test, [.. method.GetParameters().Select((p, n) => n < row.Length ? Fitting(row[n], p.ParameterType) : p.DefaultValue)]);
                }
                finally
                {
                    (test as IDisposable)?.Dispose();
                }
            }

            return true;
        }
        catch (Exception)
        {
            return false;   // it failed, or could not even begin
        }
    }

    private static object? Fitting(object? value, Type type) => value is int n && type != typeof(int) && !type.IsEnum ? Convert.ChangeType(n, type, null) : value;

    /// <summary>The engine as it is, with what its generator writes.</summary>
    private static Compilation Whole()
    {
        var trees = Directory.EnumerateFiles(Engine, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(Engine, f).Replace('\\', '/'), Path: f))
            .Where(f => !f.Name.StartsWith("obj/", StringComparison.Ordinal) && !f.Name.StartsWith("bin/", StringComparison.Ordinal))
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f.Path), Language, f.Name))
            .Append(CSharpSyntaxTree.ParseText(Usings, Language, "Usings.cs"));
        var compilation = CSharpCompilation.Create(
            "PeerCert.Standards", trees, References.Value, new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        CSharpGeneratorDriver.Create(Generators.Value, parseOptions: Language).RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _);
        return whole;
    }

    private static Compilation With(Compilation engine, Fault fault)
    {
        var tree = engine.SyntaxTrees.Single(t => t.FilePath == fault.File);
        var source = $"{tree.GetText()}";
        Assert.True(source.Split(fault.Text).Length == 2, $"{fault.File} does not hold this once: {fault.Text}");
        return engine.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source.Replace(fault.Text, fault.Instead, StringComparison.Ordinal), Language, fault.File));
    }

    private static byte[] Emitted(Compilation engine, Fault? fault)
    {
        using var bytes = new MemoryStream();
        var result = engine.Emit(bytes);
        Assert.True(result.Success, $"{fault}: {string.Join('\n', result.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error).Take(3))}");
        return bytes.ToArray();
    }

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "YamlDotNet.dll" or "netstandard.dll" or "mscorlib.dll"))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    /// <summary>The generator of regular expressions that comes with the SDK.</summary>
    private static readonly Lazy<ImmutableArray<ISourceGenerator>> Generators = new(() =>
    {
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var generator = Directory.EnumerateFiles(Path.Combine(dotnet, "packs", "Microsoft.NETCore.App.Ref"), "System.Text.RegularExpressions.Generator.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        return new AnalyzerFileReference(generator, new Loader()).GetGenerators(LanguageNames.CSharp);
    });

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    /// <summary>These tests once more, with the changed engine in place of the real one.</summary>
    private sealed class Changed(byte[] engine) : AssemblyLoadContext(isCollectible: true)
    {
        private Assembly? _engine;

        protected override Assembly? Load(AssemblyName name) => name.Name == "PeerCert.Standards" ? _engine ??= LoadFromStream(new MemoryStream(engine)) : null;
    }
}
