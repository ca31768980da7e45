/**
 * Recordings read ahead and played at their own pace in place of a walking market.
 */
@NullMarked
package io.quotegate.feed.sim.replay;

import org.jspecify.annotations.NullMarked;
