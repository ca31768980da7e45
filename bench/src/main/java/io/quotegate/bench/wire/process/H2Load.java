package io.quotegate.bench.wire.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code h2load}, the load generator of nghttp2 (Debian: {@code nghttp2-client}), and reads what it says. */
public final class H2Load {
    private static final String COMMAND = "h2load";
    private static final Pattern REQUESTS = Pattern.compile(
            "requests: (\\d+) total, \\d+ started, (\\d+) done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored");

    private final List<String> prefix;

    /** @param prefix what stands in front of the command, to pin it */
    public H2Load(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /** Whether it is installed. */
    public static boolean isInstalled() {
        return Launcher.isOnPath(COMMAND);
    }

    /**
     * Asks {@code url} for {@code window}, in whole seconds, each connection with {@code streams} requests under way, and returns how many
     * were answered with a status of 2xx.
     *
     * @param options further ones, such as headers
     * @throws IOException if a request failed
     */
    public long run(String url, int connections, int streams, Duration window, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                COMMAND,
                "-t1",
                "-c" + connections,
                "-m" + streams,
                "-D" + Math.max(1, window.toSeconds()),
                "--warm-up-time=0"));
        command.addAll(options);
        command.add(url);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), UTF_8);
        }
        int exit = process.waitFor();
        Matcher matcher = REQUESTS.matcher(said);
        if (exit != 0 || !matcher.find()) {
            throw new IOException(COMMAND + " ended with exit code " + exit + ": " + said.strip());
        }
        long failed = Long.parseLong(matcher.group(4)) + Long.parseLong(matcher.group(5));
        if (failed > 0) {
            throw new IOException(COMMAND + ": " + failed + " requests failed: " + said.strip());
        }
        return Long.parseLong(matcher.group(3));
    }
}
