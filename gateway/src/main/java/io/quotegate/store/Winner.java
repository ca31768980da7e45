package io.quotegate.store;

/**
 * Somebody who guessed right. Immutable: any thread.
 *
 * @param number the number that was to be guessed
 * @param guesses of all players in the round
 * @param timeUs when, microseconds since the epoch
 */
public record Winner(String name, int number, long guesses, long timeUs) {}
