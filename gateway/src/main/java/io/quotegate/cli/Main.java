package io.quotegate.cli;

import io.quotegate.cli.files.FilesCommand;
import io.quotegate.cli.load.LoadCommand;
import io.quotegate.cli.menu.ClientCommand;
import io.quotegate.cli.option.UsageException;
import io.quotegate.cli.process.CleanStop;
import io.quotegate.cli.process.StandardStreams;
import io.quotegate.cli.process.UntilStopped;
import io.quotegate.cli.query.BookCommand;
import io.quotegate.cli.query.CandlesCommand;
import io.quotegate.cli.query.ConvertCommand;
import io.quotegate.cli.query.GetCommand;
import io.quotegate.cli.query.IndicatorsCommand;
import io.quotegate.cli.query.PairsCommand;
import io.quotegate.cli.query.RelayCommand;
import io.quotegate.cli.query.StatusCommand;
import io.quotegate.cli.query.TradesCommand;
import io.quotegate.cli.query.VenuesCommand;
import io.quotegate.cli.query.WatchCommand;
import io.quotegate.cli.query.WinnersCommand;
import io.quotegate.cli.serve.ConfigCommand;
import io.quotegate.cli.serve.DemoCommand;
import io.quotegate.cli.serve.FeedCommand;
import io.quotegate.cli.serve.RehearseCommand;
import io.quotegate.cli.serve.ServeCommand;
import io.quotegate.cli.serve.SimCommand;
import io.quotegate.cli.token.TokenCommand;
import io.quotegate.text.FailureText;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** {@code java -jar quotegate.jar}: finds the command and ends with its exit code. */
@Command(
        name = "quotegate",
        description = "A market-data gateway: OKX and Binance in, every protocol out, on one port.",
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            FeedCommand.class,
            DemoCommand.class,
            SimCommand.class,
            GetCommand.class,
            WatchCommand.class,
            PairsCommand.class,
            VenuesCommand.class,
            CandlesCommand.class,
            TradesCommand.class,
            BookCommand.class,
            StatusCommand.class,
            RelayCommand.class,
            WinnersCommand.class,
            ClientCommand.class,
            ConvertCommand.class,
            FilesCommand.class,
            IndicatorsCommand.class,
            LoadCommand.class,
            ConfigCommand.class,
            TokenCommand.class,
            RehearseCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        NettyDefaults.apply();
        StandardStreams.open();
        System.exit(commandLine()
                .setOut(StandardStreams.out())
                .setErr(StandardStreams.err())
                .setExecutionStrategy(Main::run)
                .execute(arguments));
    }

    /** As commands are run anyway, but that some may end by a signal. */
    private static int run(ParseResult parsed) {
        List<CleanStop> stops = new ArrayList<>();
        for (CommandLine command : parsed.asCommandLineList()) {
            if (command.getCommand() instanceof UntilStopped lasting) {
                stops.add(CleanStop.by(lasting::onStop));
            }
        }
        try {
            return new RunLast().execute(parsed);
        } finally {
            stops.forEach(CleanStop::release);
        }
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        tellVersion(commandLine);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("quotegate: " + FailureText.of(failure));
            return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    /** Commands below others do not inherit what tells the version. */
    private static void tellVersion(CommandLine commandLine) {
        commandLine.getCommandSpec().versionProvider(new VersionText());
        commandLine.getSubcommands().values().forEach(Main::tellVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
