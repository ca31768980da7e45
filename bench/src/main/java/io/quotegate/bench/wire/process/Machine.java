package io.quotegate.bench.wire.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a run ran on.
 *
 * @param commit of the working directory, if that is known
 */
public record Machine(String cpu, int cores, long memoryMib, String kernel, String jdk, String commit) {
    private static final String UNKNOWN = "unknown";

    /** This machine. */
    public static Machine here() {
        return new Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                totalMemoryMib(),
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + ' ' + Runtime.version(),
                describedCommit());
    }

    private static String field(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                int colon = line.indexOf(':');
                if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
                    return line.substring(colon + 1).strip();
                }
            }
            return UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static long totalMemoryMib() {
        String total = field("/proc/meminfo", "MemTotal");
        return total.equals(UNKNOWN) ? 0 : Long.parseLong(total.split(" ", -1)[0]) / 1024;
    }

    private static String describedCommit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), UTF_8);
            return git.waitFor() == 0 ? answer.strip() : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    /** All of it in one line. */
    public String line() {
        return String.format(
                Locale.ROOT, "%s, %d cores, %d MiB, %s, %s, commit %s", cpu, cores, memoryMib, kernel, jdk, commit);
    }
}
