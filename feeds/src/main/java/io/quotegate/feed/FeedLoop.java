package io.quotegate.feed;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;

/**
 * The one event loop that runs every venue, and the kind of channel that fits it.
 *
 * @param loop     runs all venues, so that the ring has a single writer
 * @param channels makes sockets of the loop's transport
 * @param buffers  theirs alone: who else wants memory cannot take it from venues
 */
public record FeedLoop(EventLoop loop, ChannelFactory<? extends SocketChannel> channels, ByteBufAllocator buffers) {}
