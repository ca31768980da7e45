package io.quotegate.feed.dial;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries the addresses of a name until one takes the connection: the next one as soon as the one before has failed, or has
 * said nothing for a moment, and without giving up those that are on their way. The first that is connected has won, and
 * the others are closed. Confined to its loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8305#section-5">RFC 8305 §5, Connection Attempts</a>
 */
final class AddressRace {
    private static final long LONGEST_HEAD_START_MS = 250; // what RFC 8305 section 8 recommends

    private final EventLoop loop;
    private final Deque<InetSocketAddress> waiting;
    private final Runner runner;
    private final long headStartMs;
    private final List<Channel> running = new ArrayList<>();

    private long leftMs;
    private @Nullable Future<?> nextStart;
    private boolean over;

    /** Who runs. Called on the loop. */
    interface Runner {
        /** Starts to connect to {@code address}, which may take {@code withinMs}; the channel asks {@link #tryWin}. */
        ChannelFuture connect(InetSocketAddress address, int withinMs);

        /** Whether nobody wants a connection any more. */
        boolean isGone();

        /** Nothing is connected, for a reason such as {@code cause}; called once, and not where nobody wants to know. */
        void onLost(Throwable cause);
    }

    /**
     * A race that is not begun.
     *
     * @param addresses in the order to try them; at least one
     * @param within    all of them together; none keeps the others from their turn
     */
    AddressRace(EventLoop loop, List<InetSocketAddress> addresses, Duration within, Runner runner) {
        this.loop = loop;
        this.runner = runner;
        waiting = new ArrayDeque<>(addresses);
        leftMs = Math.max(addresses.size(), within.toMillis());
        headStartMs = Math.min(LONGEST_HEAD_START_MS, leftMs / addresses.size());
    }

    /**
     * In which order to try {@code found}: families in turn, beginning with that of the first, so that one which leads
     * nowhere costs little; and with another address in each {@code round}, since the first may take connections and
     * never serve.
     *
     * @see <a href="https://datatracker.ietf.org/doc/html/rfc8305#section-4">RFC 8305 §4, Sorting Addresses</a>
     */
    static List<InetSocketAddress> order(InetAddress[] found, int port, int round) {
        boolean sixFirst = found[0] instanceof Inet6Address;
        Deque<InetAddress> first = new ArrayDeque<>();
        Deque<InetAddress> second = new ArrayDeque<>();
        Stream.of(found)
                .forEach(address -> (address instanceof Inet6Address == sixFirst ? first : second).add(address));
        List<InetSocketAddress> order = new ArrayList<>();
        while (order.size() < found.length) {
            for (Deque<InetAddress> family : List.of(first, second)) {
                if (!family.isEmpty()) {
                    order.add(new InetSocketAddress(family.remove(), port));
                }
            }
        }
        Collections.rotate(order, -(round % order.size()));
        return order;
    }

    /** Tries the next address; to be called once, for the first. */
    void startNext() {
        InetSocketAddress address = waiting.poll();
        if (runner.isGone() || address == null) {
            finish(null);
            return;
        }
        ChannelFuture connecting = runner.connect(address, (int) Math.min(Integer.MAX_VALUE, leftMs));
        running.add(connecting.channel());
        leftMs -= headStartMs;
        if (!waiting.isEmpty()) {
            nextStart = loop.schedule(this::startNext, headStartMs, TimeUnit.MILLISECONDS);
        }
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                onFailure(connecting.channel(), done.cause());
            }
        });
    }

    private void onFailure(Channel channel, Throwable cause) {
        running.remove(channel);
        if (over) {
            return;
        }
        if (!waiting.isEmpty()) {
            cancelStart();
            startNext();
        } else if (running.isEmpty()) {
            over = true;
            if (!runner.isGone()) {
                runner.onLost(cause);
            }
        }
    }

    /** {@code channel} is connected: whether it is the first that is, and wanted; another one has to be closed. */
    boolean tryWin(Channel channel) {
        if (over) {
            return false;
        }
        boolean wanted = !runner.isGone();
        finish(wanted ? channel : null);
        return wanted;
    }

    /** Nothing is tried any more. */
    private void finish(@Nullable Channel winner) {
        over = true;
        cancelStart();
        List.copyOf(running).stream().filter(channel -> channel != winner).forEach(Channel::close);
    }

    private void cancelStart() {
        if (nextStart != null) {
            nextStart.cancel(false);
        }
    }
}
