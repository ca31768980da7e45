package io.quotegate.cli.screen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * All of a terminal, drawn anew again and again, until it is given back as it was. It is the terminal's alternate
 * screen, so what was there before comes back with it. Any thread; a lock keeps drawings whole.
 */
final class Screen implements AutoCloseable {
    private static final String HOME = "\u001b[H";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String WRAP = "\u001b[?7h";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final Terminal terminal;
    private final Attributes attributes; // as they were
    private final PrintWriter out;

    private volatile boolean resized; // set by a signal: by itself, so no order
    private Size size = new Size(USUAL_COLUMNS, USUAL_ROWS);
    private boolean closed;

    private Screen(Terminal terminal, PrintWriter out) {
        this.terminal = terminal;
        this.out = out;
        attributes = terminal.getAttributes();
    }

    /** Takes the terminal over; null if it is one that can only print lines. What is drawn goes to {@code out}. */
    static @Nullable Screen open(PrintWriter out) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .encoding(UTF_8)
                    .nativeSignals(false) // Ctrl-C stays the process's
                    .build();
            if (terminal.getStringCapability(Capability.enter_ca_mode) == null) {
                terminal.close();
                return null;
            }
            Screen screen = new Screen(terminal, out);
            screen.enter();
            return screen;
        } catch (IOException e) {
            return null; // what it is cannot be found out
        }
    }

    private void enter() {
        Attributes quiet = new Attributes(attributes);
        quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false); // a key that is pressed must not break the table
        quiet.setLocalFlag(Attributes.LocalFlag.ICANON, false);
        terminal.setAttributes(quiet);
        measure();
        Signals.register("WINCH", () -> resized = true);
        out.print(capability(Capability.enter_ca_mode) + capability(Capability.cursor_invisible) + NO_WRAP);
        out.flush();
    }

    private void measure() {
        Size measured = terminal.getSize();
        boolean known = measured.getColumns() > 0 && measured.getRows() > 0;
        size = known ? measured : new Size(USUAL_COLUMNS, USUAL_ROWS);
    }

    private String capability(Capability capability) {
        String sequence = terminal.getStringCapability(capability);
        return sequence == null ? "" : Curses.tputs(sequence);
    }

    /** What is to be drawn on a screen of so many columns and rows: at most as many lines, none of them wider. */
    interface Picture {
        List<String> lines(int columns, int rows);
    }

    /** Draws {@code picture} in place of what was there. */
    synchronized void draw(Picture picture) {
        if (closed) {
            return;
        }
        if (resized) {
            resized = false;
            measure();
        }
        StringBuilder drawn = new StringBuilder(HOME);
        String separator = "";
        for (String line : picture.lines(size.getColumns(), size.getRows())) {
            // Erased first: behind a line that fills the row, it would take the last sign.
            drawn.append(separator).append(ERASE_LINE).append(line);
            separator = "\r\n";
        }
        out.print(drawn.append(ERASE_BELOW));
        out.flush();
    }

    /** Gives the terminal back as it was. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            out.print(WRAP + capability(Capability.cursor_normal) + capability(Capability.exit_ca_mode));
            out.flush();
            terminal.setAttributes(attributes);
        }
    }
}
