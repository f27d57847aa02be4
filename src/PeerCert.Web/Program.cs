using PeerCert.Web.Commands;

#pragma warning disable RS0030 // the composition root: the one place that names the system clock
return await CommandLine.RunAsync(args, new Terminal(Console.Out, Console.Error, TimeProvider.System));
#pragma warning restore RS0030
