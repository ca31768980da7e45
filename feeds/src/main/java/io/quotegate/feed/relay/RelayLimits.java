package io.quotegate.feed.relay;

import java.time.Duration;

/**
 * What a venue allows one who gathers subscriptions.
 *
 * @param topics          most of one connection
 * @param books           of these that are whole order books
 * @param topicsOfRequest most that one request names
 * @param requests        most of one connection in {@code window}, each a message
 * @param connections     most at a time
 */
public record RelayLimits(int topics, int books, int topicsOfRequest, int requests, Duration window, int connections) {}
