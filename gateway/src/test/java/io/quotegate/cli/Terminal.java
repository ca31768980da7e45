package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.OurJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** A command of ours on a pseudo-terminal, which {@code script} of util-linux lends it. For one thread. */
final class Terminal implements AutoCloseable {
    static final String CONTROL_C = "\u0003";
    static final String CONTROL_D = "\u0004";
    static final String BACKSPACE = "\u007f";
    /** As a terminal sends it in application mode (DECCKM), which an editor asks for. */
    static final String UP = "\u001bOA";

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(100);

    private final Process process;
    private final OutputStream keys;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream(); // guarded by itself
    private final Thread reader;

    private int seenBytes;
    private int read; // how much of what was shown has been looked at
    private boolean ended; // guarded by what is shown

    private Terminal(Process process) {
        this.process = process;
        keys = process.getOutputStream();
        reader = new Thread(this::read, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether this machine can lend one. */
    static boolean isThere() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("script", "-qefc", "true", "/dev/null")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // not installed
        }
    }

    /** Runs {@code arguments} of our commands. Ctrl-C reaches it, even if whoever runs this is deaf to it. */
    static Terminal of(String arguments) throws IOException {
        return of(arguments, "");
    }

    /** The same on a terminal of so many columns and rows. */
    static Terminal of(String arguments, int columns, int rows) throws IOException {
        return of(arguments, "stty cols " + columns + " rows " + rows + "; ");
    }

    private static Terminal of(String arguments, String before) throws IOException {
        String ours = OurJvm.line(OurJvm.quotegate());
        String command = before + "exec env --default-signal=INT " + ours + ' ' + arguments;
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", command, "/dev/null");
        builder.environment().put("TERM", "xterm");
        return new Terminal(builder.redirectErrorStream(true).start());
    }

    private void read() {
        byte[] more = new byte[1 << 16];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(more); count >= 0; count = in.read(more)) {
                synchronized (shown) {
                    shown.write(more, 0, count);
                    shown.notifyAll();
                }
            }
        } catch (IOException e) {
            // It ended.
        }
        synchronized (shown) {
            ended = true;
            shown.notifyAll();
        }
    }

    /** Waits, for so long at most, until more is shown than {@code bytes}; whether it is. */
    private boolean isMoreThan(int bytes, long untilNs) {
        synchronized (shown) {
            while (shown.size() == bytes) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
                if (ended || leftMs <= 0) {
                    return false;
                }
                try {
                    shown.wait(leftMs);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(UTF_8));
        keys.flush();
    }

    String shown() {
        return shown.toString(UTF_8);
    }

    /** Waits until {@code text} is shown behind what was awaited before; all from there up to it. */
    String await(String text) {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        int lookedAtBytes = shown.size();
        String all = shown();
        int at = all.indexOf(text, read);
        while (at < 0) {
            assertThat(isMoreThan(lookedAtBytes, untilNs))
                    .as("shows '%s' behind%n%s", text, all)
                    .isTrue();
            lookedAtBytes = shown.size();
            all = shown();
            at = all.indexOf(text, read);
        }
        String before = all.substring(read, at + text.length());
        read = at + text.length();
        return before;
    }

    /** Waits until more is shown than when this was asked before; all that is shown. */
    String awaitMore() {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        assertThat(isMoreThan(seenBytes, untilNs))
                .as("shows more than%n%s", shown())
                .isTrue();
        seenBytes = shown.size();
        return shown();
    }

    /** Waits for the end; the exit code. */
    int end() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_NS, TimeUnit.NANOSECONDS))
                .as(shown())
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
