/**
 * HTTP/2 as a carrier of {@link io.quotegate.gateway.http}: streams, their flow control, and limits on what a peer may
 * cost. Nothing outside knows Netty's types of HTTP/2. Starting point: {@link io.quotegate.gateway.http2.Http2Server}.
 *
 * <p>The way out, past the codec's own flow controller, without a promise or a channel per stream:
 *
 * <pre>
 *  ServerStream   respond(head)            write(bytes)                 finish(trailers)
 *      |             |                        |                            |
 *      |             |             StreamOutput: SendQueue, the stream's window, the end
 *      v             v                        v                            v
 *  StreamSender   headers()    as far as window of the stream, window of the connection,
 *      |             |         largest frame and the socket allow; who must wait takes turns,
 *      |             |         a frame each, when one of them grows
 *      v             v                        v
 *  FrameBuffer   +---------+-------+---------+------+---------+ - - -   8 KiB of frames of many
 *                | HEADERS | block | DATA 9B | body | HEADERS | ...     streams, one write
 *                +---------+-------+---------+------+---------+ - - -
 *                a body above 2 KiB, shared by many streams, goes behind its 9 bytes as it is
 *      |
 *      v  what the codec says by itself (SETTINGS, PING, RST_STREAM) comes through OrderedFrameWriter,
 *  channel        behind what was buffered; one flush at the end of a read or of a fan-out batch
 * </pre>
 *
 * <p>The way in: {@code CheckedFrameReader} puts {@code FrameChecks} (RFC 9113 §5.1, {@code StreamHistory}) and {@code
 * FloodGuard} before the codec; behind it {@code RequestListener} makes a {@code ServerStream} of each head that {@code
 * RequestHeadReader} accepts.
 */
@NullMarked
package io.quotegate.gateway.http2;

import org.jspecify.annotations.NullMarked;
