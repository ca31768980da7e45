package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.quotegate.bench.wire.process.ProcessUse;
import io.quotegate.bench.wire.server.ControlInput;
import io.quotegate.bench.wire.server.ControlOutput;
import io.quotegate.cli.wire.ClientFrames;
import io.quotegate.cli.wire.Traffic;
import io.quotegate.cli.wire.WireConnection;
import io.quotegate.transport.ClientTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The process of subscribers that are drained. Its input is a line of {@link DrainPlan} as JSON, answered by {@code open N}
 * when all are subscribed at the first gateway, then {@code measure MILLISECONDS}, answered by {@code window} and a
 * {@link DrainReport}. Whoever is told goodbye comes to the second gateway when it was told to, and goes on there where it was
 * if that is the plan. It ends when its input does. Everything happens on one event loop.
 */
public final class DrainMain {
    private static final byte[] SUBSCRIBE =
            "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}".getBytes(UTF_8);
    private static final Pattern RETRY = Pattern.compile("\"event\":\"bye\".*\"retryMs\":([0-9]+)");
    private static final Pattern SUBSCRIBED = Pattern.compile("\"event\":\"subscribed\"");
    private static final int AT_A_TIME = 64;
    private static final long AGAIN_MS = 1_000;
    private static final long SAMPLE_MS = 500;

    private final ObjectMapper json = new ObjectMapper();
    private final EventLoop loop = ClientTransport.group().next();
    private final List<DrainReport.Sample> samples = new ArrayList<>();

    private final QuotePush push = new QuotePush(false);
    private final List<HadQuotes> had = new ArrayList<>(); // of those that go on where they were

    private @Nullable DrainPlan plan;
    private int started;
    private int begun; // subscribed at the first gateway
    private int connected;
    private int told;
    private int untold;
    private int refused;
    private int back;
    private int recovered;
    private int anew;

    private DrainMain() {}

    public static void main(String[] arguments) throws IOException {
        ControlInput.run(new DrainMain()::onCommand);
    }

    private void onCommand(String command) throws IOException {
        if (plan == null) {
            DrainPlan given = json.readValue(command, DrainPlan.class);
            plan = given;
            loop.execute(() -> {
                for (int i = 0; i < Math.min(AT_A_TIME, given.subscribers()); i++) {
                    begin(given);
                }
            });
        } else if (command.startsWith("measure ")) {
            DrainPlan given = plan;
            long ms = Long.parseLong(command.substring("measure ".length()));
            loop.execute(() -> measure(given, ms));
        }
    }

    private void begin(DrainPlan given) {
        if (started < given.subscribers()) {
            started++;
            new Client(given).connect(given.firstPort());
        }
    }

    private void onBegun(DrainPlan given) {
        begun++;
        if (begun == given.subscribers()) {
            System.out.println("open " + begun);
        }
        begin(given);
    }

    private void measure(DrainPlan given, long ms) {
        had.forEach(HadQuotes::begin);
        Sampler sampler = new Sampler(given);
        ScheduledFuture<?> sampling =
                loop.scheduleAtFixedRate(sampler::take, SAMPLE_MS, SAMPLE_MS, TimeUnit.MILLISECONDS);
        loop.schedule(
                () -> {
                    sampling.cancel(false);
                    ControlOutput.tell("window", new DrainReport(told, untold, refused, back, samples, resumed()));
                },
                ms,
                TimeUnit.MILLISECONDS);
    }

    private DrainReport.Resumed resumed() {
        long[] pausesMs = had.stream()
                .mapToLong(quotes -> TimeUnit.NANOSECONDS.toMillis(quotes.longestNs()))
                .sorted()
                .toArray();
        return new DrainReport.Resumed(
                recovered,
                anew,
                had.stream().mapToLong(HadQuotes::wrong).sum(),
                part(pausesMs, 0.5),
                part(pausesMs, 0.99),
                part(pausesMs, 1));
    }

    /** The smallest of {@code sorted} that as much of them is at most. */
    private static long part(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    /** Looks again and again at what happened. */
    private final class Sampler {
        private final DrainPlan given;
        private final long beganNs = System.nanoTime();
        private long lastNs = beganNs;
        private int lastTold = told;
        private int lastBack = back;
        private double lastFirst;
        private double lastSecond;

        Sampler(DrainPlan given) {
            this.given = given;
            lastFirst = ProcessUse.cpuSeconds(given.firstPid());
            lastSecond = ProcessUse.cpuSeconds(given.secondPid());
        }

        void take() {
            long nowNs = System.nanoTime();
            double seconds = (nowNs - lastNs) / 1e9;
            double first = ProcessUse.cpuSeconds(given.firstPid());
            double second = ProcessUse.cpuSeconds(given.secondPid());
            samples.add(new DrainReport.Sample(
                    (nowNs - beganNs) / 1e9,
                    (told - lastTold) / seconds,
                    (back - lastBack) / seconds,
                    Math.max(0, first - lastFirst) / seconds, // a process that has ended has used nothing
                    (second - lastSecond) / seconds,
                    connected));
            lastNs = nowNs;
            lastTold = told;
            lastBack = back;
            lastFirst = first;
            lastSecond = second;
        }
    }

    /** One subscriber, whichever gateway it is connected to. */
    private final class Client implements Traffic, WireConnection.Listener {
        private final DrainPlan given;
        private final @Nullable HadQuotes quotes; // null where it does not go on where it was
        private int port;
        private long retryMs; // 0 until it was told

        Client(DrainPlan given) {
            this.given = given;
            quotes = given.coming() == DrainPlan.Coming.RESUMING ? new HadQuotes(push) : null;
            if (quotes != null) {
                had.add(quotes);
            }
        }

        void connect(int newPort) {
            port = newPort;
            retryMs = 0;
            new Bootstrap()
                    .group(loop)
                    .channelFactory(ClientTransport.channels())
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(WireConnection.frames(this, this))
                    .connect(new InetSocketAddress("127.0.0.1", port))
                    .addListener(done -> {
                        if (!done.isSuccess()) {
                            refused++;
                            again(AGAIN_MS);
                        }
                    });
        }

        private void again(long ms) {
            loop.schedule(() -> connect(given.secondPort()), ms, TimeUnit.MILLISECONDS);
        }

        @Override
        public void onOpen() {
            connected++;
        }

        @Override
        public void onOpen(Channel channel) {
            byte[] subscribe = quotes == null ? SUBSCRIBE : quotes.subscribe().getBytes(UTF_8);
            channel.writeAndFlush(ClientFrames.prefixed(subscribe));
        }

        @Override
        public void onMessage(ByteBuf bytes, int at, int length) {
            if (bytes.getByte(at + 2) != 'e') { // a quote, which begins with its channel
                if (quotes != null) {
                    quotes.onQuote(bytes, at, length, System.nanoTime());
                }
                return;
            }
            String event = bytes.toString(at, length, UTF_8);
            Matcher retry = RETRY.matcher(event);
            if (retry.find()) {
                retryMs = Long.parseLong(retry.group(1));
                told++;
            } else if (SUBSCRIBED.matcher(event).find()) {
                onSubscribed(event);
            }
        }

        private void onSubscribed(String answer) {
            boolean goesOn = quotes != null && quotes.onSubscribed(tree(answer));
            if (port == given.firstPort()) {
                onBegun(given);
                return;
            }
            back++;
            recovered += goesOn ? 1 : 0;
            anew += goesOn ? 0 : 1;
        }

        private JsonNode tree(String answer) {
            try {
                return json.readTree(answer);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onReadComplete() {
            // Nothing is sent.
        }

        @Override
        public void onClosed(boolean wasOpen, String how) {
            if (!wasOpen) {
                return; // the attempt to connect tells
            }
            connected--;
            if (port == given.secondPort()) {
                back--;
            }
            if (retryMs == 0) {
                untold++;
            }
            again(retryMs == 0 ? AGAIN_MS : retryMs);
        }
    }
}
