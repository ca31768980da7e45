/** Whether venues are real: what they say over WebSocket and over REST comes together here. */
@NullMarked
package io.quotegate.feed.origin;

import org.jspecify.annotations.NullMarked;
