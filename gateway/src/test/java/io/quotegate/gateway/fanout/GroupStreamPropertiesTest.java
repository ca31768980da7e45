package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.market.StatusType;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whoever shares a deflate stream reads all it is sent with a window of its own, one for the whole connection, and is told
 * of every quote that it was not sent: whoever joins, leaves, falls behind, asks for something large or wants something
 * else beside.
 */
class GroupStreamPropertiesTest {
    private static final int PAIRS = 3;
    private static final int CLIENTS = 6;
    private static final int TRIES = 100;
    private static final int STEPS = 120;
    private static final int MOST_QUOTES = 25;
    private static final int INTERVAL_MS = 100;
    private static final WireFormat[] FORMATS = {
        WireFormat.WEBSOCKET_JSON_TAKEOVER, WireFormat.WEBSOCKET_SBE_TAKEOVER, WireFormat.WEBSOCKET_PROTO_TAKEOVER
    };

    private long messages;
    private long compressed;
    private long refusals;
    private long saved;
    private long beginnings;

    /** A client and the number of the quote of each pair that it had last; 0 where it is not to follow anything. */
    private final class Follower {
        final FanoutClient client;
        final long[] seqs = new long[PAIRS];

        Follower(FanoutClient client) {
            this.client = client;
        }

        void follow(HandTurnedFanout all) {
            for (ReceivedPushes.Push push : client.pushes()) {
                messages++;
                if (push.channel().equals("quotes")) {
                    int pair = all.pair(push.pair());
                    if (seqs[pair] != 0) {
                        assertThat(push.seq())
                                .as("%s behind %d", push, seqs[pair])
                                .isEqualTo(seqs[pair] + 1 + push.drops());
                    }
                    seqs[pair] = push.seq();
                } else if (push.channel().equals("pong") || push.channel().equals("PONG")) {
                    for (int pair = 0; pair < PAIRS; pair++) { // answered before it subscribes
                        seqs[pair] = 0;
                    }
                }
            }
        }
    }

    private void play(SplittableRandom random) {
        try (HandTurnedFanout all = new HandTurnedFanout(Duration.ZERO, false, HandTurnedFanout.LATEST_BYTES, 512)) {
            List<Follower> followers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                followers.add(come(all, random));
            }
            for (int i = 0; i < STEPS; i++) {
                int which = random.nextInt(CLIENTS);
                step(all, random, followers, which);
                followers.get(which).follow(all);
                if (followers.get(which).client.endedFor() == DisconnectReason.SLOW_CONSUMER) { // of answers, or status
                    followers.set(which, come(all, random));
                }
            }
            followers.forEach(follower -> follower.client.thaw());
            pass(all);
            pass(all);
            for (Follower follower : followers) {
                follower.follow(all);
                assertThat(follower.client.endedFor()).isIn(null, DisconnectReason.SLOW_CONSUMER);
                for (int pair = 0; pair < PAIRS; pair++) {
                    if (follower.seqs[pair] != 0 && wants(follower.client, pair)) {
                        assertThat(follower.seqs[pair]).isEqualTo(all.seq(pair));
                    }
                }
                compressed += follower.client.compressedMessages();
            }
            refusals += all.metrics.deflateRefusals.sum();
            saved += all.metrics.deflateSavedBytes.sum();
            beginnings += all.metrics.deflateBeginnings.sum();
            followers.forEach(follower -> follower.client.leave());
            assertThat(all.metrics.deflateStreams.sum()).isZero();
        }
    }

    private static boolean wants(FanoutClient client, int pair) {
        return client.subscriber.wantedInAll().get(new Topics(PAIRS).quotes(pair));
    }

    private Follower come(HandTurnedFanout all, SplittableRandom random) {
        WireFormat format = random.nextInt(3) > 0 ? FORMATS[0] : FORMATS[random.nextInt(FORMATS.length)];
        int[] pairs = random.nextInt(3) > 0 ? new int[] {0, 1, 2} : new int[] {random.nextInt(PAIRS)};
        return new Follower(all.subscribed(format, DeliveryMode.LATEST, pairs));
    }

    private void step(HandTurnedFanout all, SplittableRandom random, List<Follower> followers, int which) {
        FanoutClient client = followers.get(which).client;
        int pair = random.nextInt(PAIRS);
        switch (random.nextInt(24)) {
            case 0 -> client.freeze();
            case 1 -> client.take(random.nextInt(3_000));
            case 2, 3 -> client.thaw();
            case 4 -> {
                client.answer();
                client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, pair);
            }
            case 5 -> {
                client.answer();
                client.unsubscribe(PushChannel.QUOTES, pair);
            }
            case 6 -> subscribe(all, client, PushChannel.TRADES, client.format(), INTERVAL_MS, pair);
            case 7 -> {
                client.answer();
                boolean sbe = client.format() == WireFormat.WEBSOCKET_SBE_TAKEOVER;
                WireFormat format = sbe ? WireFormat.WEBSOCKET_JSON_TAKEOVER : client.format();
                subscribe(all, client, PushChannel.QUOTES, format, 0, pair);
            }
            case 8 -> client.subscribe(PushChannel.STATUS, DeliveryMode.LATEST);
            case 9 -> all.status(StatusType.VENUE_UP, pair);
            case 10 -> answerMuch(all, client);
            case 11 -> client.answer();
            case 12 -> pass(all);
            case 13 -> {
                followers.get(which).follow(all);
                client.leave();
                followers.set(which, come(all, random));
            }
            case 14 -> all.trade(pair, true);
            case 15, 16, 17, 18 -> all.turn();
            default -> all.quotes(pair, random.nextInt(1, MOST_QUOTES));
        }
    }

    private static void subscribe(
            HandTurnedFanout all,
            FanoutClient client,
            PushChannel channel,
            WireFormat format,
            int intervalMs,
            int pair) {
        Subscriber part = all.fanout.part(client.subscriber, format, intervalMs);
        all.fanout.subscribe(part, channel, HandTurnedFanout.ids(pair), DeliveryMode.LATEST, format);
        client.connection.flush();
    }

    /** Answers with so much that it is compressed, where that fits what may wait for a client. */
    private static void answerMuch(HandTurnedFanout all, FanoutClient client) {
        if (client.connection.isWritable()) {
            ByteWriter payload = all.writer.payload();
            all.writer.encoder(client.format()).pong(payload, '"' + "long ".repeat(2_000) + '"');
            all.writer.write(
                    client.connection, client.subscriber.formatAlone(client.format(), payload.length()), payload);
            client.connection.flush();
        }
    }

    private static void pass(HandTurnedFanout all) {
        all.turn();
        all.loop.advanceTimeBy(INTERVAL_MS, TimeUnit.MILLISECONDS);
        all.turn();
    }

    @Test
    void everyMemberReadsAllItIsSentAndIsToldWhatItWasNot() {
        for (int seed = 0; seed < TRIES; seed++) {
            try {
                play(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(compressed)
                .as("compressed of %d, in %d streams", messages, beginnings)
                .isGreaterThan(messages / 4);
        assertThat(refusals).isPositive();
        assertThat(saved).isPositive();
    }
}
