/**
 * How threads talk to the kernel: event loops that wait or spin, and the sockets that fit. Knows nothing of what is sent.
 * Starting points: {@link io.quotegate.transport.EventLoops}, {@link io.quotegate.transport.NetTransport}.
 */
@NullMarked
package io.quotegate.transport;

import org.jspecify.annotations.NullMarked;
