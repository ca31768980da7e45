package io.quotegate.cli.menu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.cli.process.StandardStreams;
import java.io.IOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are edited on a terminal, with what was typed before, while others are printed above them. What was typed goes
 * away when it is whole: whoever wants it to be seen prints it. One thread reads; any may print.
 */
final class Editor {
    private static final String PROMPT = "> ";

    private final LineReader reader;

    private Editor(LineReader reader) {
        this.reader = reader;
    }

    /** The editor of the terminal that this process is on; null if it is on none, or on one that has no places. */
    static @Nullable Editor open() {
        if (!StandardStreams.inIsTerminal() || !StandardStreams.outIsTerminal()) {
            return null;
        }
        try {
            // Never closed, as that would close standard input; what it changes it puts right after every line.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .encoding(UTF_8)
                    .nativeSignals(false)
                    .build();
            if (terminal.getWidth() == 0 || Terminal.TYPE_DUMB.equals(terminal.getType())) {
                return null; // it does not say how it is, and nothing could be put in its place
            }
            return new Editor(LineReaderBuilder.builder()
                    .terminal(terminal)
                    .option(LineReader.Option.ERASE_LINE_ON_FINISH, true)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // an exclamation mark is one
                    .option(LineReader.Option.BRACKETED_PASTE, false)
                    .build());
        } catch (IOException e) {
            return null; // what it is cannot be found out
        }
    }

    /**
     * Waits for a line.
     *
     * @throws EndOfInputException when there will be no more
     */
    String read() throws EndOfInputException {
        try {
            return reader.readLine(PROMPT);
        } catch (EndOfFileException e) {
            throw new EndOfInputException();
        } catch (UserInterruptException e) {
            throw new InterruptedInputException();
        }
    }

    /** Prints a line above the one that is typed. */
    void print(String line) {
        reader.printAbove(line);
    }
}
