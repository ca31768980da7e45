package io.quotegate.cli.files;

import io.quotegate.cli.client.FileFetcher;
import io.quotegate.cli.print.BarText;
import io.quotegate.cli.process.StandardStreams;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows downloads as bars, one after another, where a person sees them; else only tells what takes time, in lines. Confined
 * to the thread that downloads.
 */
public final class FileProgress implements FileFetcher.Progress {
    private static final int UPDATE_MS = 100;
    private static final long KIB = 1024;
    private static final long MIB = KIB * 1024;
    private static final long GIB = MIB * 1024;

    private final PrintWriter out;
    private final boolean drawn;
    private @Nullable ProgressBar bar;

    /** @param out where it is told what happens; the bars themselves are drawn on standard error */
    public FileProgress(PrintWriter out) {
        this.out = out;
        drawn = StandardStreams.errIsTerminal();
    }

    @Override
    public void begin(String name, long sizeBytes, long haveBytes) {
        end();
        if (haveBytes > 0) {
            out.printf(Locale.ROOT, "%s: goes on at %d of %d bytes%n", name, haveBytes, sizeBytes);
            out.flush();
        }
        if (drawn && sizeBytes > 0) {
            bar = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(sizeBytes)
                    .startsFrom(haveBytes, java.time.Duration.ZERO)
                    .setUpdateIntervalMillis(UPDATE_MS)
                    .setRenderer(text(sizeBytes))
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    /** In the largest unit of which it has ten. */
    private static BarText text(long sizeBytes) {
        if (sizeBytes < 10 * KIB) {
            return new BarText("B", 1);
        }
        if (sizeBytes < 10 * MIB) {
            return new BarText("KiB", KIB);
        }
        return sizeBytes < 10 * GIB ? new BarText("MiB", MIB) : new BarText("GiB", GIB);
    }

    @Override
    public void at(long haveBytes) {
        if (bar != null) {
            bar.stepTo(haveBytes);
        }
    }

    @Override
    public void note(String name, String what) {
        if (bar != null) {
            bar.setExtraMessage(what);
        } else {
            out.println(name + ": " + what);
        }
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.setExtraMessage("");
            bar.close();
            bar = null;
        }
    }
}
