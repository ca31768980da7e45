package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Clients over frames that want every quote of every pair from one of several gateways, and go on at the next one when they
 * are cut off. They look whether every quote comes once, in order, and is the same whoever is told it. All of it happens on
 * one event loop; tests ask from outside.
 */
final class EveryQuote implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_FRAME = 1 << 20;
    private static final int SOON_MS = 100;
    private static final long UNTOLD = -1;
    private static final String QUOTE = "{\"channel\":\"quotes\"";

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Random random = new Random(18);
    private final List<InetSocketAddress> gateways;
    private final List<Client> clients = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> told = new HashMap<>(); // how quotes look, by instance, pair and number
    private Seen seen = new Seen();

    /** What happened since the last {@link #begin}. */
    static final class Seen {
        /** Connections that ended though no client wanted that. */
        int cuts;
        /** Of these, those that were told so as nothing was left of what they were promised. */
        int lapped;
        /** Clients that went on where they were. */
        int recovered;
        /** Clients that could not. */
        int begunAnew;
        /** Quotes that were said to be stale. */
        int stale;
    }

    EveryQuote(List<InetSocketAddress> gateways, int count) {
        this.gateways = gateways;
        for (int i = 0; i < count; i++) {
            clients.add(new Client(i % gateways.size()));
        }
        clients.forEach(client -> loop.execute(client::connect));
    }

    private <T> T ask(Callable<T> question) {
        return loop.submit(question).syncUninterruptibly().getNow();
    }

    /** From now on is counted anew. */
    void begin() {
        ask(() -> {
            seen = new Seen();
            told.clear();
            clients.forEach(client -> client.longestNs = 0);
            return true;
        });
    }

    /** Each goes on at the gateway that it began with. */
    void spread() {
        ask(() -> {
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).moveTo(i % gateways.size());
            }
            return true;
        });
    }

    /** From now on {@link #haveHeard} counts anew. */
    void listen() {
        ask(() -> {
            clients.forEach(client -> client.heard.clear());
            return true;
        });
    }

    /** Whether each has been told every pair at least so often since {@link #listen}. */
    boolean haveHeard(int pairs, int times) {
        return ask(() -> clients.stream().allMatch(client -> client.hasHeard(pairs, times)));
    }

    /** Whether every client is connected. */
    boolean areThere() {
        return ask(() -> clients.stream().allMatch(client -> client.channel != null));
    }

    Seen seen() {
        return ask(() -> seen);
    }

    /** What was not as promised, ever. */
    List<String> wrong() {
        return ask(() -> List.copyOf(wrong));
    }

    /** How long clients had to wait for the next quote, at most, in milliseconds: the luckiest, the median, the unluckiest. */
    long[] pausesMs() {
        return ask(() -> {
            long[] all = clients.stream()
                    .mapToLong(client -> TimeUnit.NANOSECONDS.toMillis(client.longestNs))
                    .sorted()
                    .toArray();
            return new long[] {all[0], all[all.length / 2], all[all.length - 1]};
        });
    }

    /** One client, wherever it is connected. */
    private final class Client {
        private final Map<String, Long> had = new HashMap<>();
        private final Map<String, Integer> heard = new HashMap<>();
        private final Set<String> stale = new HashSet<>(); // pairs whose newest quote was said again as stale
        private int at;
        private String instance = "";
        private long lastNs;
        private long longestNs;
        private @Nullable Channel channel;

        Client(int at) {
            this.at = at;
        }

        boolean hasHeard(int pairs, int times) {
            return heard.size() == pairs && heard.values().stream().allMatch(count -> count >= times);
        }

        void moveTo(int gateway) {
            Channel current = channel;
            if (current != null && gateway != at) {
                at = gateway;
                channel = null; // so that nobody wonders about its end
                current.close();
                connect();
            }
        }

        void connect() {
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel opened) {
                            opened.pipeline()
                                    .addLast(new LengthFieldBasedFrameDecoder(LONGEST_FRAME, 0, 4, 0, 4))
                                    .addLast(new Line(Client.this));
                        }
                    })
                    .connect(gateways.get(at));
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    next(UNTOLD);
                }
            });
        }

        /** To the next gateway, a moment later where nobody said when. */
        private void next(long inMs) {
            at = (at + 1) % gateways.size();
            loop.schedule(this::connect, inMs == UNTOLD ? 1 + random.nextInt(SOON_MS) : inMs, TimeUnit.MILLISECONDS);
        }

        void onQuote(String quote) {
            String pair = value(quote, "\"pair\":\"", '"');
            long seq = Long.parseLong(value(quote, "\"seq\":", ','));
            long nowNs = System.nanoTime();
            longestNs = lastNs == 0 ? 0 : Math.max(longestNs, nowNs - lastNs);
            lastNs = nowNs;
            heard.merge(pair, 1, Integer::sum);
            boolean isStale = quote.contains("\"stale\":true");
            boolean again = isStale ? stale.add(pair) : stale.remove(pair); // which a number may be told for
            seen.stale += isStale ? 1 : 0;
            Long before = had.put(pair, seq);
            if (before != null && seq != before + 1 && !(again && seq == before)) {
                wrong.add(pair + ' ' + seq + " after " + before + ": " + quote);
            }
            String looks = isStale ? null : told.putIfAbsent(instance + pair + seq, quote);
            if (looks != null && !looks.equals(quote)) {
                wrong.add("one of " + instance + " is another one elsewhere: " + quote + ", " + looks);
            }
        }

        void onSubscribed(JsonNode answer) {
            boolean recovered = answer.path("recovered").asBoolean();
            if (recovered) {
                seen.recovered++;
            } else {
                had.clear();
                stale.clear();
                seen.begunAnew += instance.isEmpty() ? 0 : 1;
            }
            instance = answer.path("instance").asText();
        }

        String subscribe() throws JsonProcessingException {
            String resume = instance.isEmpty()
                    ? ""
                    : ",\"resume\":{\"instance\":\"" + instance + "\",\"seq\":" + JSON.writeValueAsString(had) + '}';
            return "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"" + resume + '}';
        }
    }

    private static String value(String json, String before, char end) {
        int from = json.indexOf(before) + before.length();
        return json.substring(from, json.indexOf(end, from));
    }

    /** A connection of a client. */
    private final class Line extends SimpleChannelInboundHandler<ByteBuf> {
        private final Client client;
        private long retryMs = UNTOLD;

        Line(Client client) {
            this.client = client;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) throws JsonProcessingException {
            client.channel = context.channel();
            byte[] subscribe = client.subscribe().getBytes(UTF_8);
            context.writeAndFlush(Unpooled.buffer().writeInt(subscribe.length).writeBytes(subscribe));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) throws JsonProcessingException {
            String text = frame.toString(UTF_8);
            if (context.channel() != client.channel) {
                return; // it went elsewhere
            }
            if (text.startsWith(QUOTE)) {
                client.onQuote(text);
                return;
            }
            JsonNode event = JSON.readTree(text);
            switch (event.path("event").asText()) {
                case "subscribed" -> client.onSubscribed(event);
                case "bye" -> {
                    retryMs = event.path("retryMs").asLong();
                    seen.lapped += event.path("reason").asText().equals("lapped") ? 1 : 0;
                }
                case "heartbeat" -> {}
                default -> wrong.add(text);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel() == client.channel) {
                client.channel = null;
                seen.cuts++;
                client.next(retryMs);
            }
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
