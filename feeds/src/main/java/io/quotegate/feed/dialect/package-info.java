/**
 * What there is to know of a venue to speak with it, which only its own package does. Starting points:
 * {@link io.quotegate.feed.dialect.VenueDialect}, what a connection says and hears;
 * {@link io.quotegate.feed.dialect.BookVenue}, how the venue's books are kept.
 */
@NullMarked
package io.quotegate.feed.dialect;

import org.jspecify.annotations.NullMarked;
