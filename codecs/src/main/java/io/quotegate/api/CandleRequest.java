package io.quotegate.api;

/**
 * Which candles a client wants, as it was written; what was not given is empty. Immutable: any thread.
 *
 * @param pair     {@code BTC-USDT}
 * @param interval {@code 1m} and so on
 * @param limit    how many, in decimal digits
 */
public record CandleRequest(String pair, String interval, String limit) {}
