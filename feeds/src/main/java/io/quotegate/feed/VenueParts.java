package io.quotegate.feed;

import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.dialect.VenueRules;

/**
 * A venue and how to speak with it.
 *
 * @param connections to have at a time to each pair
 * @param mostPairs   of one connection for quotes; for more there are more connections
 */
public record VenueParts(
        VenueEndpoint endpoint, VenueRules rules, VenueDialect.Factory dialects, int connections, int mostPairs) {}
