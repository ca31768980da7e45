package io.quotegate.store;

import static java.util.Objects.requireNonNull;

import io.quotegate.concurrent.Scheduler;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One-minute candles, by pair and venue; each says whether its venue was simulated. Any thread; nothing waits.
 */
public final class CandleTable {
    private static final String UPSERT = "INSERT INTO candles (pair, simulated, open_time, venue, open, high, low,"
            + " close, volume, quote_volume, trades, taker_buy_volume, complete, written)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (pair, simulated, open_time, venue) DO UPDATE SET open = excluded.open,"
            + " high = excluded.high, low = excluded.low, close = excluded.close, volume = excluded.volume,"
            + " quote_volume = excluded.quote_volume, trades = excluded.trades,"
            + " taker_buy_volume = excluded.taker_buy_volume, complete = excluded.complete,"
            + " written = excluded.written";
    private static final String RANGE = "SELECT open_time, venue, open, high, low, close, volume, quote_volume,"
            + " trades, taker_buy_volume, complete FROM candles"
            + " WHERE pair = ? AND simulated = ? AND open_time >= ? AND open_time < ? ORDER BY open_time, written";
    private static final String NEXT_PAIR = "SELECT MIN(pair) FROM candles WHERE pair > ?";
    private static final String OLDEST = "SELECT MIN(open_time) FROM candles WHERE pair = ? AND simulated = ?";
    private static final String PRUNE = "DELETE FROM candles WHERE pair = ? AND simulated = ? AND open_time < ?";

    private final Dialect dialect;
    private final Writer writer;
    private final Reader reader;
    private final CompletableFuture<Boolean> simulated; // known wherever the store is open
    private final Scheduler clock;
    private final AtomicLong written = new AtomicLong();

    /** @param simulated ends with whether venues are not real */
    CandleTable(Dialect dialect, Writer writer, Reader reader, CompletableFuture<Boolean> simulated, Scheduler clock) {
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
        this.simulated = simulated;
        this.clock = clock;
    }

    /**
     * Keeps candles, each in place of the one of its pair, venue and minute. The future ends, on the store thread,
     * when they are kept for good.
     */
    public CompletableFuture<@Nullable Void> put(List<Candle> candles) {
        long nowUs = clock.epochUs();
        long number = written.updateAndGet(last -> Math.max(last + 1, nowUs));
        List<Candle> rows = List.copyOf(candles);
        return writer.offer(new Write(rows.size(), statements -> {
            PreparedStatement row = statements.of(UPSERT);
            for (Candle candle : rows) {
                set(row, candle, number);
                row.addBatch();
            }
        }));
    }

    private void set(PreparedStatement row, Candle candle, long number) throws SQLException {
        row.setString(1, candle.pair().symbol());
        row.setBoolean(2, simulated.join());
        row.setLong(3, candle.openTimeUs());
        row.setString(4, candle.venue().wireName());
        dialect.setDecimal(row, 5, candle.open());
        dialect.setDecimal(row, 6, candle.high());
        dialect.setDecimal(row, 7, candle.low());
        dialect.setDecimal(row, 8, candle.close());
        dialect.setDecimal(row, 9, candle.volume());
        dialect.setDecimal(row, 10, candle.quoteVolume());
        row.setLong(11, candle.trades());
        dialect.setDecimal(row, 12, candle.takerBuyVolume());
        row.setBoolean(13, candle.complete());
        row.setLong(14, number);
    }

    /** The candles of {@code pair} that open in {@code [fromUs, toUs)}, oldest first, each minute once. */
    public CompletableFuture<List<Candle>> minutes(Instrument pair, long fromUs, long toUs) {
        return reader.ask(connection -> {
            List<Candle> candles = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(RANGE)) {
                statement.setString(1, pair.symbol());
                statement.setBoolean(2, simulated.join());
                statement.setLong(3, fromUs);
                statement.setLong(4, toUs);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        add(candles, pair, row);
                    }
                }
            }
            return candles;
        });
    }

    /** Of several venues' candles of a minute the last one stays. */
    private void add(List<Candle> candles, Instrument pair, ResultSet row) throws SQLException {
        Venue venue = Venue.ofWireName(row.getString(2));
        if (venue == null) {
            return; // of a version that knew another
        }
        long openTimeUs = row.getLong(1);
        int last = candles.size() - 1;
        if (last >= 0 && candles.get(last).openTimeUs() == openTimeUs) {
            candles.remove(last);
        }
        candles.add(Candle.of(pair, venue, openTimeUs)
                .withPrices(
                        dialect.decimal(row, 3),
                        dialect.decimal(row, 4),
                        dialect.decimal(row, 5),
                        dialect.decimal(row, 6))
                .withVolumes(requireNonNull(dialect.decimal(row, 7)), requireNonNull(dialect.decimal(row, 8)))
                .withTrades(row.getLong(9), dialect.decimal(row, 10))
                .withComplete(row.getBoolean(11)));
    }

    /** The pair that follows {@code pair} in the alphabet, of all that there are candles of. */
    CompletableFuture<Optional<String>> pairAfter(String pair) {
        return reader.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(NEXT_PAIR)) {
                statement.setString(1, pair);
                return first(statement);
            }
        });
    }

    private static Optional<String> first(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    /** When the oldest candle of a pair opens; nothing if there is none. */
    CompletableFuture<Optional<Long>> oldest(String pair) {
        return reader.ask((Connection connection) -> {
            try (PreparedStatement statement = connection.prepareStatement(OLDEST)) {
                statement.setString(1, pair);
                statement.setBoolean(2, simulated.join());
                return first(statement).map(Long::valueOf);
            }
        });
    }

    /** Forgets the candles of a pair that open before {@code untilUs}. */
    CompletableFuture<@Nullable Void> prune(String pair, long untilUs) {
        return writer.offer(new Write(1, statements -> {
            PreparedStatement row = statements.of(PRUNE);
            row.setString(1, pair);
            row.setBoolean(2, simulated.join());
            row.setLong(3, untilUs);
            row.addBatch();
        }));
    }
}
