/** Reads {@code config/fiat.yaml}. Starting point: {@link io.quotegate.config.fiat.FiatReader}. */
@NullMarked
package io.quotegate.config.fiat;

import org.jspecify.annotations.NullMarked;
