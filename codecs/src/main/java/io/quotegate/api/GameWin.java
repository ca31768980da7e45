package io.quotegate.api;

/**
 * One round that was won. Immutable: any thread.
 *
 * @param number  that was to be guessed
 * @param guesses of all players in the round
 * @param timeUs  microseconds since the epoch
 */
public record GameWin(String name, int number, long guesses, long timeUs) {}
