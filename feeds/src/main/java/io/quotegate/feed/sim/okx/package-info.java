/**
 * OKX as it is simulated; {@code OkxModel} is where to begin.
 */
@NullMarked
package io.quotegate.feed.sim.okx;

import org.jspecify.annotations.NullMarked;
