package io.quotegate.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output and standard error: UTF-8 whatever the locale says, and when whoever read the output has gone, as
 * {@code head} does, the process ends without a word. Any thread.
 */
public final class StandardStreams {
    /** As the shell says it of a program that SIGPIPE ended, which a JVM never hears. */
    static final int BROKEN_PIPE = 141;

    private StandardStreams() {}

    /** Makes both streams of the process such ones; once, before anything is printed. */
    public static void open() {
        System.setOut(stream(new PipeOutput(new FileOutputStream(FileDescriptor.out), StandardStreams::end)));
        System.setErr(stream(new FileOutputStream(FileDescriptor.err)));
    }

    private static PrintStream stream(OutputStream out) {
        return new PrintStream(out, true, UTF_8);
    }

    private static void end() {
        Runtime.getRuntime().halt(BROKEN_PIPE); // nothing that is printed on the way out could be read
    }

    /** Standard output, for a command. */
    public static PrintWriter out() {
        return new PrintWriter(System.out, true, UTF_8);
    }

    /** Standard error, for a command. */
    public static PrintWriter err() {
        return new PrintWriter(System.err, true, UTF_8);
    }

    /** Whether a person types standard input. */
    public static boolean inIsTerminal() {
        return isTerminal(0);
    }

    /** Whether a person sees standard output, and not a pipe or a file. */
    public static boolean outIsTerminal() {
        return isTerminal(1);
    }

    /** The same of standard error. */
    public static boolean errIsTerminal() {
        return isTerminal(2);
    }

    /** The JDK only knows whether both input and output are; Linux is asked about the one that counts. */
    @SuppressWarnings("SystemConsoleNull") // where it is never null, too much is drawn, and nothing is lost
    private static boolean isTerminal(int descriptor) {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(descriptor)))
                    .toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    /** Bytes out, until they cannot be written any more. */
    static final class PipeOutput extends FilterOutputStream {
        private final Runnable onClosed;

        PipeOutput(OutputStream out, Runnable onClosed) {
            super(out);
            this.onClosed = onClosed;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                onClosed.run();
                throw e;
            }
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }
    }
}
