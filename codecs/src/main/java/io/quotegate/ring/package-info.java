/**
 * The one-writer ring that quotes travel on, the table of the newest quote per instrument beside it, and the doorbell
 * that wakes readers. Starting point: {@link io.quotegate.ring.QuoteRing}.
 */
@NullMarked
package io.quotegate.ring;

import org.jspecify.annotations.NullMarked;
