package io.quotegate.cli.files;

import io.quotegate.cli.client.FileFetcher;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows downloads as bars, one after another. Confined to the thread that downloads. */
public final class FileProgress implements FileFetcher.Progress {
    private static final int UPDATE_MS = 100;
    private static final long MIB = 1024 * 1024;

    private final PrintWriter out;
    private @Nullable ProgressBar bar;

    /** @param out where it is told that a download goes on; the bars themselves are drawn on standard error */
    public FileProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String name, long sizeBytes, long haveBytes) {
        end();
        if (haveBytes > 0) {
            out.printf(Locale.ROOT, "%s: goes on at %d of %d bytes%n", name, haveBytes, sizeBytes);
            out.flush();
        }
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(sizeBytes)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setUnit(" MiB", MIB)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        bar.stepTo(haveBytes);
    }

    @Override
    public void at(long haveBytes) {
        if (bar != null) {
            bar.stepTo(haveBytes);
        }
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
