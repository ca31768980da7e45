/**
 * The recent past: candles made of trades, repaired from the venues' own, and the last trades, free of any protocol.
 * Starting point: {@link io.quotegate.service.history.History}.
 */
@NullMarked
package io.quotegate.service.history;

import org.jspecify.annotations.NullMarked;
