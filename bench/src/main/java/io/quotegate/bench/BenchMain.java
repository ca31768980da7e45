package io.quotegate.bench;

import io.quotegate.bench.chaos.ChaosCommand;
import io.quotegate.bench.history.HistoryCommand;
import io.quotegate.bench.model.ModelCommand;
import io.quotegate.bench.wire.WireCommand;
import java.util.Arrays;

/**
 * {@code java -jar benchmarks.jar [JMH options]} runs benchmarks, {@code check} the request benchmarks against the
 * floor, {@code wire [options]} servers beside each other, {@code drain [options]} how clients are let go, {@code history [options]} what history costs, {@code model
 * [options]} what a cluster needs, {@code chaos
 * [options]} what holds while everything fails, {@code stress [jcstress options]} the concurrency tests.
 */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true"); // charts are drawn, not shown
        String command = arguments.length == 0 ? "" : arguments[0];
        switch (command) {
            case "check" -> System.exit(FloorCheck.run());
            case "wire" -> System.exit(WireCommand.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
            case "drain" -> System.exit(WireCommand.execute(drainArguments(arguments)));
            case "chaos" -> System.exit(ChaosCommand.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
            case "history" -> System.exit(HistoryCommand.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
            case "model" -> System.exit(ModelCommand.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
            case "stress" -> org.openjdk.jcstress.Main.main(stressArguments(arguments));
            default -> org.openjdk.jmh.Main.main(arguments);
        }
    }

    /** One scenario of {@code wire}, by a name of its own. */
    private static String[] drainArguments(String[] arguments) {
        String[] all = Arrays.copyOf(new String[] {"--scenario", "drain"}, arguments.length + 1);
        System.arraycopy(arguments, 1, all, 2, arguments.length - 1);
        return all;
    }

    /** What jcstress was given, with the opening that Agrona needs. */
    private static String[] stressArguments(String[] arguments) {
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        String[] all = Arrays.copyOf(rest, rest.length + 2);
        all[rest.length] = "-jvmArgs";
        all[rest.length + 1] = Jvm.OPENS;
        return all;
    }
}
