/**
 * What one venue has said of one pair, and whether it is to be believed. Starting point:
 * {@link io.quotegate.feed.pair.VenuePair}.
 */
@NullMarked
package io.quotegate.feed.pair;

import org.jspecify.annotations.NullMarked;
