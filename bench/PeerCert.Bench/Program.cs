using PeerCert.Bench;

// bench registry [--certificates N] [--rounds N] [--seconds N]     measures
// bench results [--engine sqlite|postgres]                          measures
// bench import DATA CONNECTION FILE TIME                           what it measures, in a process of its own
// bench serve ENGINE DATA CONNECTION URL CERTIFICATES              what it measures, in a process of its own
return args switch
{
    ["serve", var engine, var data, var connection, var url, var certificates] =>
        await MeasuredSite.ServeAsync(engine, data, connection, url, int.Parse(certificates, System.Globalization.CultureInfo.InvariantCulture)),
    ["results", .. var only] => await ResultsBench.RunAsync(only),
    ["import", var data, var connection, var file, var time] => await ResultsBench.ImportAsync(data, connection, file, time),
    ["registry", .. var options] => await RegistryBench.RunAsync(RegistryBench.Options.Read(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: bench/run registry [--certificates N] [--rounds N] [--seconds N], bench/run results [--engine sqlite|postgres]");
    return 2;
}
