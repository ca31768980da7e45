package io.quotegate.bench.wire.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A child process: its output is read line by line, its errors go to a file. For one thread. */
public final class Child implements AutoCloseable {
    private static final long POLL_MS = 100;
    private static final long END_S = 5;
    private static final int LAST_LINES = 3;

    private final String name;
    private final Process process;
    private final Path errors;
    private final Writer in;
    private final Thread errorReader;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Child(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        Thread reader = new Thread(this::readLines, name + "-output");
        reader.setDaemon(true);
        reader.start();
        errorReader = new Thread(this::keepErrors, name + "-errors");
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /** Through a pipe, so that a child that may not write to files can still say so. */
    private void keepErrors() {
        try (OutputStream file = Files.newOutputStream(errors)) {
            process.getErrorStream().transferTo(file);
        } catch (IOException e) {
            lines.add("failed " + e.getMessage());
        }
    }

    private void readLines() {
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("failed " + e.getMessage());
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Where its errors are kept. */
    public Path errors() {
        return errors;
    }

    /** The next line it wrote, or null if there is none yet. */
    public @Nullable String poll() {
        return lines.poll();
    }

    /** Ends the process at once, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a line to its input. */
    public void send(String line) throws IOException {
        in.write(line);
        in.write('\n');
        in.flush();
    }

    /**
     * Waits for a line that {@code pattern} is found in and returns what its first group matched; others are skipped.
     *
     * @throws IOException if a line says {@code failed}, the process ends, or none comes in time
     */
    public String await(Pattern pattern, Duration limit) throws IOException, InterruptedException {
        long untilNs = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < untilNs) {
            String line = lines.poll(POLL_MS, TimeUnit.MILLISECONDS);
            if (line == null) {
                if (!process.isAlive() && lines.isEmpty()) {
                    throw new IOException(name + " ended with exit code " + process.exitValue() + lastErrors());
                }
                continue;
            }
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (line.startsWith("failed ")) {
                throw new IOException(name + ": " + line.substring("failed ".length()));
            }
        }
        throw new IOException(
                name + " did not say \"" + pattern + "\" within " + limit.toSeconds() + " s" + lastErrors());
    }

    /** The end of what it wrote to its errors, and where all of it is. */
    private String lastErrors() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            errorReader.join(TimeUnit.SECONDS.toMillis(END_S));
        }
        List<String> all = Files.readAllLines(errors);
        List<String> last = all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
        return (last.isEmpty() ? "" : ": " + String.join(" / ", last)) + " (see " + errors + ')';
    }

    /** Sends the process a signal, for example {@code STOP}. */
    public void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + signal + ' ' + pid() + " of " + name + " failed");
        }
    }

    /** Ends the process: asks first, then does not ask. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process at once, whatever becomes of it. */
    void abandon() {
        process.destroyForcibly();
    }
}
