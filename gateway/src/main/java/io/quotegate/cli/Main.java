package io.quotegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar quotegate.jar}: finds the command and ends with its exit code. */
@Command(
        name = "quotegate",
        description = "A market-data gateway: OKX and Binance in, every protocol out, on one port.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            SimCommand.class,
            GetCommand.class,
            WatchCommand.class,
            ClientCommand.class,
            ConvertCommand.class,
            FilesCommand.class,
            IndicatorsCommand.class,
            LoadCommand.class,
            ConfigCommand.class
        })
public final class Main implements Runnable {
    /** Everything went well. */
    static final int OK = 0;
    /** The command was right, but could not do what it should. */
    static final int FAILURE = 1;
    /** The command or the configuration was wrong. */
    static final int USAGE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        NettyDefaults.apply();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("quotegate: " + describe(failure));
            return failure instanceof UsageException ? USAGE : FAILURE;
        });
        return commandLine;
    }

    /** What went wrong, in one line, without a stack trace. */
    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"quotegate " + (version == null ? "development" : version)};
        }
    }
}
