/**
 * What every client connection has, whatever it speaks: a reason to end, deadlines, a farewell, counters, and the one
 * rule for clients that take less than they are sent. Starting points:
 * {@link io.quotegate.gateway.session.Connection}, {@link io.quotegate.gateway.session.Outlet}.
 *
 * <pre>{@code
 *  accepted
 *     |
 *     v
 *  UNKNOWN --- first bytes tell ---> FRAMES, JSON, HTTP, HTTP2 --- upgrade ---> SSE, WEBSOCKET, HTTP2
 *     |
 *     |   Each is a ProtocolSession, one at a time; the Connection stays. Several times a second
 *     |   ConnectionSweeper has the session look at what only time changes.
 *     |
 *     |   answers: written; while more than the limit is unsent, no further request is read
 *     |   pushes:  does the client take bytes? --- yes ---> written and flushed
 *     |                 | no
 *     |            are those that wait and these within the limit? --- yes ---> Backlog, until it takes bytes again
 *     |                 | no
 *     |                 +---> end(SLOW_CONSUMER)
 *     v
 *  end(reason): the first reason stands, and is counted
 *     |
 *     |--- the session drains: lives on until what is under way is done, and is ended again
 *     v
 *  what waits, unless the client is slow, and a farewell --- sent ---> our half is closed --- the peer closes ---> gone
 *     |                                                                                                            ^
 *     +--- not read within 1 s, or 15 min by a slow client --------------------------------------------------------+
 * }</pre>
 */
@NullMarked
package io.quotegate.gateway.session;

import org.jspecify.annotations.NullMarked;
