package io.quotegate.gateway.relay;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import io.quotegate.ring.verbatim.VerbatimRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The relay of one event loop, whose venue is a test. Confined to one thread. */
public final class TestRelay {
    private final VerbatimRing ring = VerbatimRing.ofBytes(1 << 20);

    public final VerbatimPublisher venue = new VerbatimPublisher(ring);
    public final List<String> asked = new ArrayList<>();
    public final EmbeddedChannel loop = new EmbeddedChannel();
    public final RelayCrowd crowd = new RelayCrowd(new RelayCrowd.Whole(1000, 10_000), (kind, answer) -> {});

    public final LoopRelay relay = new LoopRelay(
            loop.eventLoop(), new RelayPort(ring, venue, new Noted(), Duration.ZERO), new Faults().at("test"));

    /** What is wanted. */
    private final class Noted implements RelayPort.Upstream {
        @Override
        public void subscribe(int source, String name, String request, boolean more) {
            asked.add(name);
        }

        @Override
        public void unsubscribe(int source, String name) {
            asked.remove(name);
        }
    }
}
