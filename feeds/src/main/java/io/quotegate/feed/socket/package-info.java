/**
 * A WebSocket to a venue, whatever is said over it: dialled, shaken hands on, read in place, and ended. What is asked for
 * and what messages mean is the owner's.
 *
 * <pre>
 *   SocketConnector.connect(route, owner) --dial--&gt; ClientSocket --&gt; SocketOwner: onOpen, onText*, onEnd
 * </pre>
 */
@NullMarked
package io.quotegate.feed.socket;

import org.jspecify.annotations.NullMarked;
