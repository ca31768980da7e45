/**
 * Figures computed from the one-minute candles of a window, free of any protocol. Starting point:
 * {@link io.quotegate.service.indicators.IndicatorService}.
 */
@NullMarked
package io.quotegate.service.indicators;

import org.jspecify.annotations.NullMarked;
