package io.quotegate.feed.sim.push;

import io.quotegate.feed.sim.market.DepthMarket;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import java.util.ArrayList;
import java.util.List;

/** Publishes what there is of each pair's book besides its best bid and ask. Confined to the venue's loop. */
public final class DepthProducer implements Producer, DepthFaults {
    private static final long FIRST_NUMBER = 1000;

    private final Markets markets;
    private final PushRouter router;
    private final List<DepthChannel> channels = new ArrayList<>();

    public DepthProducer(Markets markets, VenuePushes pushes, PushRouter router) {
        this.markets = markets;
        this.router = router;
        for (PairMarket pair : markets.pairs()) {
            for (DepthTopic kind : pushes.depthTopics(pair.instrument())) {
                channels.add(new DepthChannel(pair, kind, router.topic(kind.name()), markets::epochNs));
            }
        }
    }

    @Override
    public boolean tick(long nowNs) {
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).tick(router, nowNs);
        }
        return false;
    }

    @Override
    public void loseNext(int count) {
        channels.forEach(channel -> channel.loseNext(count));
    }

    @Override
    public void cross(boolean yes) {
        for (PairMarket pair : markets.pairs()) {
            DepthMarket depth = pair.depth();
            if (depth != null) {
                depth.cross(yes);
            }
        }
    }

    @Override
    public void resetNumbers() {
        markets.pairs().forEach(pair -> pair.top().venueSeq = FIRST_NUMBER);
    }
}
