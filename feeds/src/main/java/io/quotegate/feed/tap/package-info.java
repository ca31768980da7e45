/**
 * What venues and feeds say to each other, for another loop to overhear: the relay passes on what the feed is told anyway,
 * and the venue is not asked for it twice. Where nobody overhears there is nothing of it in the way of a quote.
 *
 * <pre>
 *   ClientSocket -- OverheardSocket --&gt; FeedConnection
 *                        | copies
 *                     FeedTap (feed loop) --ring--&gt; TapReader (its reader's loop) --&gt; TapListener
 * </pre>
 */
@NullMarked
package io.quotegate.feed.tap;

import org.jspecify.annotations.NullMarked;
