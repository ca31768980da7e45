package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.testkit.FailingAllocator;
import io.quotegate.market.StatusType;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of the subscribers of a loop when one of its allocations fails: each of them in turn. */
@ExtendWith(LeakCheck.class)
class FailingDeliveryTest {
    private static final long MAKE_UP_MS = 50;

    /** A subscriber, and the last number of each pair it was told of. */
    private record Told(FanoutClient client, DeliveryMode mode, Map<String, Long> seqs) {
        /** Fails unless all that came is in order, and explains what did not come. */
        void read(String when) {
            for (ReceivedPushes.Push push : client.pushes()) {
                if (push.channel().equals("quotes")) {
                    Long before = seqs.put(push.pair(), push.seq());
                    if (before != null) {
                        long missing = push.seq() - before - 1;
                        assertThat(missing).as(when + ' ' + push).isEqualTo(push.drops());
                        assertThat(mode == DeliveryMode.LATEST || missing == 0)
                                .as(when + ' ' + push)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void silencesNobodyWhicheverAllocationFails() {
        int faults = 0;
        for (int nth = 1; run(nth); nth++) {
            faults++;
        }
        assertThat(faults).as("allocations that were made to fail").isGreaterThan(30);
    }

    /** Whether the {@code nth} allocation was made at all, and so failed. */
    private static boolean run(int nth) {
        FailingAllocator allocator = new FailingAllocator();
        try (HandTurnedFanout all = new HandTurnedFanout(allocator)) {
            List<Told> clients = subscribe(all, allocator);
            all.turn();
            clients.forEach(told -> told.read("before " + nth));

            allocator.failAt(nth);
            traffic(all, clients.get(0).client());
            boolean failed = allocator.hasFailed();
            allocator.failAt(Integer.MAX_VALUE);

            all.loop.advanceTimeBy(MAKE_UP_MS, TimeUnit.MILLISECONDS);
            all.turn();
            clients.forEach(told -> told.read("made up for " + nth));
            clients.forEach(told -> expectNewest(all, told, nth));
            all.quotes(HandTurnedFanout.BITCOIN, 3);
            all.quote(HandTurnedFanout.ETHER);
            all.turn();
            clients.forEach(told -> told.read("after " + nth));
            clients.forEach(told -> expectNewest(all, told, nth));
            assertThat(clients.stream().filter(told -> isOpen(told)).count())
                    .as("clients left after " + nth)
                    .isGreaterThan(clients.size() / 2);
            assertThat(all.faults.counts().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .as("faults counted of " + nth)
                    .isEqualTo(failed ? 1 : 0);
            return failed;
        }
    }

    private static List<Told> subscribe(HandTurnedFanout all, FailingAllocator allocator) {
        List<Told> clients = new ArrayList<>();
        for (DeliveryMode mode : DeliveryMode.values()) {
            for (WireFormat format : WireFormat.values()) {
                FanoutClient client = all.client(format);
                client.channel.config().setAllocator(allocator);
                client.subscribe(PushChannel.QUOTES, mode, HandTurnedFanout.BITCOIN, HandTurnedFanout.ETHER);
                if (!format.isCall()) {
                    client.subscribe(PushChannel.STATUS, mode);
                }
                if (!format.isCall() && format.payload() != WireFormat.Payload.SBE) {
                    client.subscribe(PushChannel.CANDLES, mode, HandTurnedFanout.BITCOIN);
                }
                clients.add(new Told(client, mode, new HashMap<>()));
            }
        }
        return clients;
    }

    /** Batches small and large, of all kinds, with one {@code slow} client that takes nothing for a while. */
    private static void traffic(HandTurnedFanout all, FanoutClient slow) {
        all.quote(HandTurnedFanout.BITCOIN);
        all.quote(HandTurnedFanout.ETHER);
        all.turn();
        slow.freeze();
        all.quotes(HandTurnedFanout.BITCOIN, 40);
        all.status(StatusType.VENUE_DOWN, HandTurnedFanout.BITCOIN);
        all.quotes(HandTurnedFanout.ETHER, 3);
        all.turn();
        all.candles(0, HandTurnedFanout.BITCOIN);
        slow.thaw();
        all.quote(HandTurnedFanout.BITCOIN);
        all.turn();
    }

    private static boolean isOpen(Told told) {
        return told.client().channel.isOpen() && !told.client().connection.isEnding();
    }

    private static void expectNewest(HandTurnedFanout all, Told told, int nth) {
        if (isOpen(told)) {
            assertThat(told.seqs())
                    .as("what a client was told last, after " + nth)
                    .isEqualTo(Map.of(
                            "BTC-USDT",
                            all.seq(HandTurnedFanout.BITCOIN),
                            "ETH-USDT",
                            all.seq(HandTurnedFanout.ETHER)));
        } else {
            assertThat(told.client().endedFor())
                    .as("why a client was ended by " + nth)
                    .isIn(null, DisconnectReason.INTERNAL_ERROR);
        }
    }
}
