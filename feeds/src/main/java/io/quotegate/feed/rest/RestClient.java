package io.quotegate.feed.rest;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks venues over HTTP/1.1, on one loop, which is not the one that runs the feeds. Connections are kept for the next
 * question along the same route. Any thread.
 */
public final class RestClient {
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_PART = 8192;
    private static final int MOST_KEPT = 2; // for each route
    private static final long KEPT_S = 30; // shorter than venues keep them

    private final Dialer dialer;
    private final ClientLoop on;
    private final Map<Route, Deque<RestConnection>> kept = new HashMap<>(); // confined to the loop

    /** Asks on that loop. */
    public RestClient(Dialer dialer, ClientLoop on) {
        this.dialer = dialer;
        this.on = on;
    }

    /**
     * Asks {@code route}.
     *
     * @param deadline for the whole of it: looking up a name, connecting, asking, and the last byte of the answer
     */
    CompletableFuture<RestAnswer> get(Route route, RestQuestion question, Duration deadline) {
        RestExchange exchange = new RestExchange(route, question, deadline);
        CompletableFuture<RestAnswer> answer = exchange.answer();
        answer.orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS); // whatever becomes of the loop
        try {
            on.loop().execute(() -> begin(exchange));
            answer.whenComplete((whole, failure) -> {
                if (failure != null && !on.loop().isShuttingDown()) {
                    on.loop().execute(exchange::abandon);
                }
            });
        } catch (RejectedExecutionException e) {
            exchange.fail("stopped");
        }
        return answer;
    }

    private void begin(RestExchange exchange) {
        RestConnection connection = taken(exchange.route());
        if (connection == null) {
            dial(exchange);
        } else {
            connection.ask(exchange);
        }
    }

    private @Nullable RestConnection taken(Route route) {
        Deque<RestConnection> connections = kept.get(route);
        return connections == null ? null : connections.pollFirst();
    }

    private void dial(RestExchange exchange) {
        dialer.dial(exchange.route(), on, exchange.deadline(), new ExchangeCaller(exchange));
    }

    private final class ExchangeCaller implements Dialer.Caller {
        private final RestExchange exchange;

        ExchangeCaller(RestExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public boolean isGone() {
            return exchange.isOver();
        }

        @Override
        public void install(ChannelPipeline pipeline) {
            pipeline.addLast(new HttpClientCodec(LONGEST_LINE, LONGEST_HEAD, LONGEST_PART))
                    .addLast(new RestConnection(RestClient.this, exchange));
        }

        @Override
        public void onUnreachable(String reason) {
            exchange.fail(reason);
        }
    }

    /** {@code connection} was kept and is gone before it answered: RFC 9110 §9.2.2 lets us ask again. */
    void again(RestExchange exchange) {
        if (!exchange.isOver()) {
            dial(exchange);
        }
    }

    /** {@code connection} has answered and can be asked again. */
    void keep(RestConnection connection) {
        Deque<RestConnection> connections = kept.computeIfAbsent(connection.route(), route -> new ArrayDeque<>());
        if (connections.size() >= MOST_KEPT) {
            connection.close();
            return;
        }
        connections.addFirst(connection);
        int asked = connection.asked();
        Runnable look = () -> {
            if (connection.asked() == asked) {
                connection.close();
            }
        };
        on.loop().schedule(look, KEPT_S, TimeUnit.SECONDS);
    }

    /** {@code connection} is over. */
    void forget(RestConnection connection) {
        Deque<RestConnection> connections = kept.get(connection.route());
        if (connections != null) {
            connections.remove(connection);
        }
    }
}
