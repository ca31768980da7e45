package io.quotegate.bench.wire.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many descriptors a child may open: as many as this process, or more if it may raise the limit. Any thread. */
public final class Descriptors {
    private static final Path LIMITS = Path.of("/proc", "self", "limits");
    private static final String NAME = "Max open files";

    private Descriptors() {}

    /** {@code wanted}, or as many as a child can have if that is less. */
    public static int most(int wanted) {
        int limit = hardLimit();
        return wanted <= limit || canRaise(wanted) ? wanted : limit;
    }

    /** Our own hard limit; without bound where there is no {@code /proc}. */
    static int hardLimit() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith(NAME)) {
                    String hard = line.substring(NAME.length()).strip().split("\\s+", -1)[1];
                    return hard.equals("unlimited")
                            ? Integer.MAX_VALUE
                            : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(hard));
                }
            }
            return Integer.MAX_VALUE;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    private static boolean canRaise(int to) {
        return succeeds("prlimit", "--nofile=" + to, "true");
    }

    /** Whether a command can be run and says that it did what it was told. */
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
