/**
 * How venues are reached, over WebSocket and over REST alike: names are looked up, their addresses race for the connection,
 * directly or through a proxy, with TLS where the scheme says so; and of equivalent endpoints another one is next when
 * one failed.
 *
 * <pre>
 *   EndpointTurn --route()--&gt; Route --Dialer.dial--&gt; Caller.install(pipeline): [proxy] [TLS] and what the caller adds
 *        ^                                             |
 *        +----------------- failed(route) -------------+
 * </pre>
 */
@NullMarked
package io.quotegate.feed.dial;

import org.jspecify.annotations.NullMarked;
