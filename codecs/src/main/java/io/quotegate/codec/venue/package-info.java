/**
 * What the dialects of all venues share: how instruments and times are spelled, what a venue tells besides quotes and
 * trades, rows of REST answers and recorded messages.
 */
@NullMarked
package io.quotegate.codec.venue;

import org.jspecify.annotations.NullMarked;
