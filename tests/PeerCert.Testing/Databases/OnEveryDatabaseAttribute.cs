using System.Reflection;
using Xunit.Sdk;

namespace PeerCert.Testing;

/// <summary>The two databases that every database test runs on.</summary>
public enum Engine { Sqlite, Postgres }

/// <summary>Runs a theory once on each database: its first parameter is the <see cref="Engine"/>, any further ones are <paramref name="rest"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEveryDatabaseAttribute(params object[] rest) : DataAttribute
{
    public IReadOnlyList<object> Rest { get; } = rest;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enum.GetValues<Engine>().Select(engine => (object[])[engine, .. Rest]);
}
