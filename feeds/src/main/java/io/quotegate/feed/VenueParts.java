package io.quotegate.feed;

import io.quotegate.feed.dialect.VenueDialect;

/**
 * A venue and how to speak with it.
 *
 * @param connections to have at a time, each to all pairs
 */
public record VenueParts(VenueEndpoint endpoint, VenueRules rules, VenueDialect.Factory dialects, int connections) {}
