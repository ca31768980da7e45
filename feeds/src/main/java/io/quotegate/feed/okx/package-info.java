/**
 * OKX as a venue to connect to.
 */
@NullMarked
package io.quotegate.feed.okx;

import org.jspecify.annotations.NullMarked;
