package io.quotegate.cli;

import io.quotegate.cli.print.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal would show of what was printed: the few control sequences that we use (ECMA-48), and no others. For one
 * thread.
 */
final class VirtualScreen {
    private static final Pattern PIECE =
            Pattern.compile("\u001b\\[([?]?)([0-9;]*)([A-Za-z])|\r|\n|[^\u001b\r\n]+", Pattern.DOTALL);

    private final int columns;
    private List<StringBuilder> lines = new ArrayList<>();
    private List<StringBuilder> before = new ArrayList<>(); // while the other screen is shown
    private int line;
    private int widest;
    private boolean cursorShown = true;
    private boolean alternate;

    private VirtualScreen(int columns) {
        this.columns = columns;
        lines.add(new StringBuilder());
    }

    /** A screen of so many columns, after {@code printed}. */
    static VirtualScreen of(int columns, String printed) {
        VirtualScreen screen = new VirtualScreen(columns);
        Matcher piece = PIECE.matcher(printed);
        while (piece.find()) {
            screen.take(piece);
        }
        return screen;
    }

    private void take(Matcher piece) {
        String text = piece.group();
        if (piece.group(3) != null) {
            control(piece.group(1) + piece.group(2) + piece.group(3));
        } else if (text.equals("\n")) {
            line++;
            while (lines.size() <= line) {
                lines.add(new StringBuilder());
            }
        } else if (!text.equals("\r")) {
            lines.get(line).append(text);
            widest = Math.max(widest, DisplayWidth.of(lines.get(line).toString()));
        }
    }

    private void control(String sequence) {
        switch (sequence) {
            case "H" -> line = 0;
            case "K" -> lines.get(line).setLength(0); // ours come at the beginning of a line
            case "J" -> lines = new ArrayList<>(lines.subList(0, line + 1));
            case "?25l" -> cursorShown = false;
            case "?25h" -> cursorShown = true;
            case "?1049h" -> {
                alternate = true;
                before = lines;
                lines = new ArrayList<>(List.of(new StringBuilder()));
                line = 0;
            }
            case "?1049l" -> {
                alternate = false;
                lines = before;
                line = lines.size() - 1;
            }
            default -> {
                if (!sequence.endsWith("m") && !sequence.endsWith("t") && !sequence.startsWith("?")) {
                    throw new IllegalArgumentException("unknown: " + sequence);
                }
            }
        }
    }

    List<String> lines() {
        return lines.stream().map(StringBuilder::toString).toList();
    }

    /** Whether the terminal is as it was given. */
    boolean isGivenBack() {
        return cursorShown && !alternate;
    }

    /** Whether a line was ever too wide. */
    boolean overflowed() {
        return widest > columns;
    }
}
