package io.quotegate.bench.wire.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system says of a process, our own or another. Any thread. */
public final class ProcessUse {
    private static final int KIB = 1024;

    private ProcessUse() {}

    /** User and system time since its start, in seconds; 0 if the process or the figure is unknown. */
    public static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }

    /** Resident memory in bytes; 0 where there is no {@code /proc}. */
    public static long rssBytes(long pid) {
        return field(Path.of("/proc", String.valueOf(pid), "status"), "VmRSS:") * KIB;
    }

    /** The most resident memory that there has been, in bytes; 0 where there is no {@code /proc}. */
    public static long mostRssBytes(long pid) {
        return field(Path.of("/proc", String.valueOf(pid), "status"), "VmHWM:") * KIB;
    }

    /** The first number behind {@code name} in a file of lines. */
    private static long field(Path file, String name) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.substring(name.length()).strip().split("\\s+", -1)[0]);
                }
            }
            return 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
