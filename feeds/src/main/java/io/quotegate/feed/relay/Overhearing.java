package io.quotegate.feed.relay;

import io.quotegate.feed.tap.TapListener;
import io.quotegate.market.Venue;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/** Hands what is said on the feed's connections to the sources that want the same. Confined to the relay's loop. */
final class Overhearing implements TapListener {
    private final List<RelaySource> sources;
    private final RelayParts parts;
    private final Int2ObjectHashMap<OverheardLine> lines = new Int2ObjectHashMap<>(); // by number
    private final Int2ObjectHashMap<RelaySource> sourcesOf = new Int2ObjectHashMap<>(); // by the same

    private long nowNs;

    Overhearing(List<RelaySource> sources, RelayParts parts) {
        this.sources = sources;
        this.parts = parts;
    }

    /** What is told next was there at {@code monotonicNs}. */
    void begin(long monotonicNs) {
        nowNs = monotonicNs;
    }

    @Override
    public void onOpen(int connection, Venue venue) {
        for (RelaySource source : sources) {
            if (source.overheard().isOf(venue)) {
                lines.put(connection, source.overheard().open(nowNs));
                sourcesOf.put(connection, source);
            }
        }
    }

    @Override
    public void onSaid(int connection, byte[] bytes, int from, int to) {
        OverheardLine line = lines.get(connection);
        if (line != null) {
            line.onSaid(bytes, from, to);
        }
    }

    @Override
    public void onHeard(int connection, byte[] bytes, int from, int to) {
        OverheardLine line = lines.get(connection);
        if (line != null) {
            line.onHeard(bytes, from, to, nowNs);
        }
    }

    @Override
    public void onAlive(int connection) {
        OverheardLine line = lines.get(connection);
        if (line != null) {
            line.onAlive(nowNs);
        }
    }

    @Override
    public void onEnd(int connection) {
        OverheardLine line = lines.remove(connection);
        RelaySource source = sourcesOf.remove(connection);
        if (line != null && source != null) {
            source.overheard().end(line);
        }
    }

    @Override
    public void onLost() {
        for (int connection :
                lines.keySet().stream().mapToInt(Integer::intValue).toArray()) {
            RelaySource source = sourcesOf.get(connection);
            onEnd(connection);
            if (source != null) {
                source.breakOff();
            }
        }
    }

    @Override
    public void onReadComplete() {
        parts.publisher().announce();
    }
}
