package io.quotegate.feed.dial;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;

/**
 * An event loop that runs connections to venues, and the kind of channel that fits it. Any thread.
 *
 * @param loop     runs every connection that is dialled on it
 * @param channels makes sockets of the loop's transport
 * @param buffers  where its connections take their memory from
 */
public record ClientLoop(EventLoop loop, ChannelFactory<? extends SocketChannel> channels, ByteBufAllocator buffers) {}
