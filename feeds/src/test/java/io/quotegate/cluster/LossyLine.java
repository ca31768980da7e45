package io.quotegate.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bad line between a feed node and gateways on this machine: passes datagrams on, both ways, but loses some of them and
 * lets others be overtaken by those behind. To a feed node each gateway looks as if it were here. A thread of its own;
 * what it is to do is said, and what it did asked, by any.
 */
final class LossyLine implements AutoCloseable {
    private static final int LARGEST = 1 << 16;
    private static final int MOST_OVERTAKING = 4;
    private static final long LONGEST_HELD_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int KERNEL_BYTES = 1 << 20;

    final LongAdder passed = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder overtaken = new LongAdder();

    private final Selector selector = Selector.open();
    private final Random random = new Random(18);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    private final int first;
    private final Thread thread = new Thread(this::run, "lossy-line");
    private final Deque<Way> ways = new ArrayDeque<>();

    private volatile double loss; // orders nothing else; so do the others
    private volatile double reorder;
    private volatile boolean cut;
    private volatile boolean closed;

    /** One direction of one stream of one gateway. */
    private static final class Way {
        private final DatagramChannel out;
        private final SocketAddress to;
        private final Deque<Held> held = new ArrayDeque<>();

        Way(DatagramChannel out, SocketAddress to) {
            this.out = out;
            this.to = to;
        }
    }

    /** A datagram that is being overtaken. */
    private static final class Held {
        private final ByteBuffer bytes;
        private final long sinceNs = System.nanoTime();
        private int left; // so many come before it

        Held(ByteBuffer bytes, int left) {
            this.bytes = bytes;
            this.left = left;
        }
    }

    /** What comes to a socket, and where it goes. */
    @FunctionalInterface
    private interface Arrival {
        void take(DatagramChannel from) throws IOException;
    }

    /**
     * @param first  the first of our ports, in whose place a gateway takes the feed node's
     * @param node   the first of the feed node's ports
     * @param count  how many ports there are
     */
    LossyLine(int first, int node, int count) throws IOException {
        this.first = first;
        for (int i = 0; i < count; i++) {
            InetSocketAddress nodes = local(node + i);
            DatagramChannel front = open(local(first + i));
            Map<SocketAddress, Way> gateways = new HashMap<>();
            register(front, from -> {
                SocketAddress gateway = from.receive(buffer);
                if (gateway != null) {
                    pass(gateways.computeIfAbsent(gateway, each -> connect(front, each, nodes)));
                }
            });
        }
        thread.setDaemon(true);
        thread.start();
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static DatagramChannel open(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, KERNEL_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL_BYTES);
        channel.bind(address);
        channel.configureBlocking(false);
        return channel;
    }

    private void register(DatagramChannel channel, Arrival arrival) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, arrival);
    }

    /** A gateway that was not heard before: the way to the node, while what comes back goes by {@code front}. */
    private Way connect(DatagramChannel front, SocketAddress gateway, InetSocketAddress node) {
        try {
            DatagramChannel back = open(local(0));
            Way there = new Way(back, node);
            Way home = new Way(front, gateway);
            ways.add(there);
            ways.add(home);
            register(back, from -> {
                if (from.receive(buffer) != null) {
                    pass(home);
                }
            });
            return there;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return first;
    }

    /** From now on so many of all datagrams are lost, and so many are overtaken. */
    void worsen(double newLoss, double newReorder) {
        loss = newLoss;
        reorder = newReorder;
    }

    /** From now on nothing passes, or everything does again. */
    void cut(boolean isCut) {
        cut = isCut;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(1);
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    ((Arrival) key.attachment()).take((DatagramChannel) key.channel());
                }
                selector.selectedKeys().clear();
                for (Way way : ways) {
                    release(way);
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the buffer goes its way, or not. */
    private void pass(Way way) throws IOException {
        buffer.flip();
        if (cut || random.nextDouble() < loss) {
            lost.increment();
        } else if (random.nextDouble() < reorder) {
            overtaken.increment();
            ByteBuffer kept =
                    ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
            way.held.add(new Held(kept, 1 + random.nextInt(MOST_OVERTAKING)));
        } else {
            send(way, buffer);
            way.held.forEach(each -> each.left--);
        }
    }

    private void release(Way way) throws IOException {
        long nowNs = System.nanoTime();
        while (!way.held.isEmpty()) {
            Held next = way.held.peek();
            if (next.left > 0 && nowNs - next.sinceNs < LONGEST_HELD_NS) {
                return;
            }
            way.held.remove();
            send(way, next.bytes);
        }
    }

    private void send(Way way, ByteBuffer bytes) throws IOException {
        try {
            way.out.send(bytes, way.to);
            passed.increment();
        } catch (PortUnreachableException e) {
            lost.increment(); // nobody is there any more
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
