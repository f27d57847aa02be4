using PeerCert.Bench;

// bench registry [--certificates N] [--rounds N] [--seconds N]     measures
// bench serve ENGINE DATA CONNECTION URL CERTIFICATES              what it measures, in a process of its own
return args switch
{
    ["serve", var engine, var data, var connection, var url, var certificates] =>
        await MeasuredSite.ServeAsync(engine, data, connection, url, int.Parse(certificates, System.Globalization.CultureInfo.InvariantCulture)),
    ["registry", .. var options] => await RegistryBench.RunAsync(RegistryBench.Options.Read(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: bench/run registry [--certificates N] [--rounds N] [--seconds N]");
    return 2;
}
