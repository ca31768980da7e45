package io.quotegate.store;

import io.quotegate.market.Candle;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A process that writes candles as fast as it can and says which are kept for good, until it is killed. */
final class KilledWriter {
    private static final int IN_FLIGHT = 60;
    private static final int PER_WRITE = 2;

    private KilledWriter() {}

    /** Takes the directory of the database, and the first minute to write. */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[0]);
        long minute = Long.parseLong(arguments[1]);
        PrintStream out = System.out;
        Semaphore free = new Semaphore(IN_FLIGHT);
        OpenStore open = OpenStore.in(directory);
        while (true) {
            free.acquire();
            List<Candle> candles = new ArrayList<>();
            for (int i = 0; i < PER_WRITE; i++) {
                candles.add(OpenStore.candle(minute++));
            }
            long last = minute;
            open.store().candles().put(candles).thenRun(() -> {
                out.println(last); // all minutes before this are kept
                free.release();
            });
        }
    }
}
