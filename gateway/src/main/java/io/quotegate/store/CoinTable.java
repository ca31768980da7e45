package io.quotegate.store;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The coins that have a name, with their last prices. Any thread; nothing waits. */
public final class CoinTable {
    // A price that is not known now does not drive out the one that was.
    private static final String UPSERT = "INSERT INTO coins (symbol, name, position, last_price, updated)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (symbol) DO UPDATE SET name = excluded.name,"
            + " position = excluded.position, last_price = COALESCE(excluded.last_price, coins.last_price),"
            + " updated = COALESCE(excluded.updated, coins.updated)";
    private static final String ALL = "SELECT name, symbol, last_price, updated FROM coins ORDER BY position";

    private final Dialect dialect;
    private final Writer writer;
    private final Reader reader;

    CoinTable(Dialect dialect, Writer writer, Reader reader) {
        this.dialect = dialect;
        this.writer = writer;
        this.reader = reader;
    }

    /** Keeps the prices of {@code coins}, in their order; the future ends when that is done for good. */
    public CompletableFuture<@Nullable Void> put(List<StoredCoin> coins) {
        return writer.offer(new Write(coins.size(), statements -> {
            PreparedStatement row = statements.of(UPSERT);
            for (int i = 0; i < coins.size(); i++) {
                StoredCoin coin = coins.get(i);
                BigDecimal price = coin.lastPrice();
                row.setString(1, coin.symbol());
                row.setString(2, coin.name());
                row.setInt(3, i);
                dialect.setDecimal(row, 4, price);
                if (price == null) {
                    row.setNull(5, Types.BIGINT);
                } else {
                    row.setLong(5, coin.updatedUs());
                }
                row.addBatch();
            }
        }));
    }

    /** All coins, in their order. */
    public CompletableFuture<List<StoredCoin>> all() {
        return reader.ask(connection -> {
            List<StoredCoin> coins = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(ALL);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    coins.add(new StoredCoin(
                            row.getString(1), row.getString(2), dialect.decimal(row, 3), row.getLong(4)));
                }
            }
            return coins;
        });
    }
}
