using PeerCert.Bench;

// bench registry [--certificates N] [--rounds N] [--seconds N]     measures
// bench results PROGRAM [--engine sqlite|postgres]                 measures the published program
// bench desk [--applications N] [--rounds N] [--seconds N]         measures
// bench standings [--engine sqlite|postgres] [--certificates N] [--rounds N] [--seconds N]   measures
// bench serve ENGINE DATA CONNECTION URL CERTIFICATES              what it measures, in a process of its own
return args switch
{
    ["serve", var engine, var data, var connection, var url, var certificates] =>
        await MeasuredSite.ServeAsync(engine, data, connection, url, int.Parse(certificates, System.Globalization.CultureInfo.InvariantCulture)),
    ["serve-desk", var engine, var data, var connection, var url, var applications] =>
        await DeskSite.ServeAsync(engine, data, connection, url, int.Parse(applications, System.Globalization.CultureInfo.InvariantCulture)),
    ["serve-standings", var engine, var data, var connection, var url, var certificates] =>
        await StandingsSite.ServeAsync(engine, data, connection, url, int.Parse(certificates, System.Globalization.CultureInfo.InvariantCulture)),
    ["standings", .. var options] => await StandingsBench.RunAsync(StandingsBench.Options.Read(options)),
    ["desk", .. var options] => await DeskBench.RunAsync(DeskBench.Options.Read(options)),
    ["results", var program, .. var only] => await ResultsBench.RunAsync(program, only),
    ["registry", .. var options] => await RegistryBench.RunAsync(RegistryBench.Options.Read(options)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: bench/run registry [--certificates N] [--rounds N] [--seconds N], bench/run desk [--applications N] [--rounds N] [--seconds N], bench/run results [--engine sqlite|postgres], bench/run standings [--engine sqlite|postgres] [--certificates N] [--rounds N] [--seconds N]");
    return 2;
}
