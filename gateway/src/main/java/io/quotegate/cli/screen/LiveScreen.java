package io.quotegate.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.DisplayWidth;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * What stays in place on a terminal: drawn ten times a second if anything came, else once, on a thread of its own. Above
 * it stands where it comes from, below it what is wrong. Any thread.
 */
public final class LiveScreen implements AutoCloseable {
    private static final long DRAW_MS = 100;
    private static final long SECOND_MS = 1000;
    private static final long NOTE_MS = 10_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Screen screen;
    private final String place;
    private final Content content;
    private final ScheduledExecutorService drawing;
    private final Future<?> drawings;

    private @Nullable String trouble;
    private String note = "";
    private long noteEndMs;
    private boolean changed = true;
    private long drawnMs;

    private LiveScreen(Screen screen, String place, Content content) {
        this.screen = screen;
        this.place = place;
        this.content = content;
        drawing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "screen");
            thread.setDaemon(true);
            return thread;
        });
        drawings = drawing.scheduleWithFixedDelay(this::draw, 0, DRAW_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the terminal over for a table of quotes; null if it is one that can only print lines.
     *
     * @param place where the quotes come from
     * @param out   writes to the terminal
     */
    public static @Nullable LiveScreen ofQuotes(String place, PrintWriter out) {
        return open(place, out, new QuoteTable(Ansi.AUTO.enabled()));
    }

    /** The same for the book of one pair. */
    public static @Nullable LiveScreen ofBook(String place, PrintWriter out) {
        return open(place, out, new BookLadder(Ansi.AUTO.enabled()));
    }

    private static @Nullable LiveScreen open(String place, PrintWriter out, Content content) {
        Screen screen = Screen.open(out);
        return screen == null ? null : new LiveScreen(screen, place, content);
    }

    /** Shows what came, and that nothing is wrong any more. */
    public synchronized void show(JsonNode message) {
        content.update(message, System.currentTimeMillis());
        trouble = null;
        changed = true;
    }

    /** Shows what is wrong until the next message comes. */
    public synchronized void trouble(String what) {
        trouble = what;
        changed = true;
    }

    /** Says {@code what} for a while, unless something is wrong. */
    public synchronized void note(String what) {
        note = what;
        noteEndMs = System.currentTimeMillis() + NOTE_MS;
        changed = true;
    }

    private void draw() {
        if (isDue()) {
            screen.draw(this::picture);
        }
    }

    private synchronized boolean isDue() {
        return changed || System.currentTimeMillis() - drawnMs >= SECOND_MS;
    }

    private synchronized List<String> picture(int columns, int rows) {
        changed = false;
        drawnMs = System.currentTimeMillis();
        return picture(columns, rows, drawnMs);
    }

    private List<String> picture(int columns, int rows, long nowMs) {
        List<String> lines = new ArrayList<>();
        String title = TIME.format(Instant.ofEpochMilli(nowMs)) + "  " + place + "  " + content.title();
        lines.add(DisplayWidth.cut(title, columns));
        String below = trouble == null && nowMs < noteEndMs ? note : trouble;
        lines.addAll(content.lines(columns, Math.max(0, rows - (below == null ? 1 : 2)), nowMs));
        if (below != null) {
            lines.add(DisplayWidth.cut(below, columns));
        }
        return lines.subList(0, Math.min(rows, lines.size()));
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        drawings.cancel(false);
        drawing.shutdown();
        screen.close();
    }
}
