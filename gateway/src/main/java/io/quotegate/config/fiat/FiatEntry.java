package io.quotegate.config.fiat;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote in the file of reference rates, not yet understood.
 *
 * @param origin where, as problems name it
 * @param path   {@code base}, or {@code rates.USD}
 * @param text   the value; null if it is none and was refused already
 */
record FiatEntry(String origin, String path, @Nullable String text) {}
