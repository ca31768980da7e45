package io.quotegate.api;

/**
 * What a client wants converted, as it was written; what was not given is empty. Immutable: any thread.
 *
 * @param from       a currency, {@code BTC}
 * @param to         a currency, {@code ETH}
 * @param amount     how much of {@code from}, in decimal digits
 * @param allowStale whether rates may be used behind which no healthy venue stands
 */
public record ConversionRequest(String from, String to, String amount, boolean allowStale) {}
