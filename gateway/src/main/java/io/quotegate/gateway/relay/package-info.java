/**
 * The relay: venues' own WebSockets and REST for bots that exist already. What is here knows clients; what is asked of
 * venues, and gathered for that, is behind {@link io.quotegate.gateway.relay.RelayPort}. A package for each dialect is below.
 *
 * <pre>
 *   VerbatimRing -&gt; LoopRelay, one on each event loop -&gt; RelayedTopic -&gt; RelayListener -&gt; RelayOutput -&gt; Outlet
 *        ^             |  first that wants, last that leaves
 *        +-- feed.relay.Relay
 * </pre>
 */
@NullMarked
package io.quotegate.gateway.relay;

import org.jspecify.annotations.NullMarked;
