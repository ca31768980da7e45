package io.quotegate.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One of the coins that have a name. Immutable: any thread.
 *
 * @param lastPrice in USDT; null if none was ever known
 * @param updatedUs when the price was, microseconds since the epoch; 0 if never
 */
public record StoredCoin(
        String name, String symbol, @Nullable BigDecimal lastPrice, long updatedUs) {}
