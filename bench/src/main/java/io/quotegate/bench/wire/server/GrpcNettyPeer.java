package io.quotegate.bench.wire.server;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import java.net.InetSocketAddress;

/**
 * grpc-java's server on one event loop, answering on it ({@code directExecutor}), with a message that is made once: the
 * fastest it can be asked to be.
 */
final class GrpcNettyPeer implements Peer {
    @Override
    public Ports start(PeerOptions options, Publisher publisher) throws Exception {
        if (options.role() != PeerOptions.Role.CALL) {
            throw new IllegalArgumentException("grpc-netty: " + options.role() + " (expected: CALL)");
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .bossEventLoopGroup(group)
                .workerEventLoopGroup(group)
                .channelType(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .directExecutor()
                .addService(new Quotes())
                .build()
                .start();
        return new Ports(server.getPort(), 0);
    }

    /** Answers every pair with the same quote, as long as the gateway's. Any thread. */
    private static final class Quotes extends QuoteServiceGrpc.QuoteServiceImplBase {
        private final Quote quote = Quote.newBuilder()
                .setPair("BTC-USDT")
                .setVenue("okx")
                .setBid("63707.2")
                .setBidSize("0.07008052")
                .setAsk("63707.3")
                .setAskSize("0.15455902")
                .setLast("63707.3")
                .setLastSize("0.00164251")
                .setExchangeTime(1786613174873000L)
                .setReceiveTime(1786613174901234L)
                .setSeq(812)
                .setSimulated(true)
                .build();

        @Override
        public void getQuote(GetQuoteRequest request, StreamObserver<Quote> answer) {
            answer.onNext(quote);
            answer.onCompleted();
        }
    }
}
