/**
 * Venues' REST, asked once for all who wait, within what the venue allows, and kept for as long as it is true.
 *
 * <pre>
 *   RelayedRest (endpoint) -&gt; RestDialect: what it weighs, what is refused
 *        |                        |
 *        +--&gt; SharedQuestions: kept? under way? allowed? --&gt; RestUpstream --&gt; venue
 *                                 |
 *                     RestReply -&gt; everybody who waits, each on the event loop of its own
 * </pre>
 */
@NullMarked
package io.quotegate.gateway.relay.rest;

import org.jspecify.annotations.NullMarked;
