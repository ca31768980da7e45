/**
 * The relay's end towards the venues: what any client wants is asked for once, within what the venue allows, and what comes
 * goes into the relay's ring as it came. On an event loop of its own, so that quotes never wait for it.
 *
 * <pre>
 *   subscribe(source, name) -&gt; RelaySource: who wants what, and for how long still
 *                                  |
 *                              RelayLine, as many as the venue's limits want -- ClientSocket -- venue
 *                              OverheardLine, one for each of the feed's connections -- TapReader -- feed
 *                                  |
 *                              RelayDialect: what a message is of -&gt; TopicMemory (what a newcomer begins with)
 *                                  |
 *                              VerbatimPublisher
 * </pre>
 */
@NullMarked
package io.quotegate.feed.relay;

import org.jspecify.annotations.NullMarked;
