package io.quotegate.bench.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.text.ByteWriter;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.util.Headers;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.Options;

/**
 * Undertow: one I/O thread, on which the publisher runs too, since one that floods it from outside starves accepting. A
 * text is sent to each channel. Undertow's queue has no bound, so sends under way are counted, and those beyond the bound
 * are dropped.
 */
final class UndertowPeer implements Peer {
    private static final int BACKLOG = 4096;

    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    @Override
    public Ports start(PeerOptions options, Publisher publisher) {
        boolean answers = options.role() == PeerOptions.Role.ANSWER;
        Undertow server = Undertow.builder()
                .setIoThreads(1)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, -1)
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.websocket(
                        (exchange, channel) -> {
                            channel.getReceiveSetter().set(answers ? new Answers() : new Subscription());
                            channel.resumeReceives();
                        },
                        exchange -> {
                            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                            exchange.getResponseSender().send(QUOTE);
                        }))
                .build();
        server.start();
        if (!answers) {
            server.getWorker()
                    .getIoThread()
                    .executeAtInterval(
                            () -> publisher.tick(push -> publish(push, publisher)), 1, TimeUnit.MILLISECONDS);
        }
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return new Ports(address.getPort(), 0);
    }

    private void publish(ByteWriter push, Publisher publisher) {
        String text = new String(push.array(), 0, push.length(), US_ASCII);
        for (Subscriber subscriber : subscribers) {
            if (subscriber.underWay.get() < MAX_UNSENT_MESSAGES) {
                subscriber.underWay.incrementAndGet();
                WebSockets.sendText(text, subscriber.channel, subscriber);
            } else {
                publisher.dropped(1);
            }
        }
    }

    /** A channel and how many messages are on their way to it. */
    private static final class Subscriber implements WebSocketCallback<Void> {
        private final WebSocketChannel channel;
        private final AtomicInteger underWay = new AtomicInteger();

        Subscriber(WebSocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void complete(WebSocketChannel sentOn, Void context) {
            underWay.decrementAndGet();
        }

        @Override
        public void onError(WebSocketChannel sentOn, Void context, Throwable failure) {
            underWay.decrementAndGet();
        }
    }

    /** Any message subscribes to everything. */
    private final class Subscription extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            Subscriber subscriber = new Subscriber(channel);
            subscribers.add(subscriber);
            channel.addCloseTask(closed -> subscribers.remove(subscriber));
        }
    }

    /** Answers every text. */
    private static final class Answers extends AbstractReceiveListener {
        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            WebSockets.sendText(ANSWER, channel, null);
        }
    }
}
