package io.quotegate.feed.sim;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.push.PushSubscriber;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteScratch;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the books of a simulated venue are whenever it pushes of them, by the time that the push tells. Listens on the venue's
 * loop, as a client that nothing is lost to; asked by any thread.
 */
final class VenueTruth implements PushSubscriber, MarketListener {
    /** Every book is remembered whole this often, for as long as somebody may ask. */
    private static final int REMEMBERED = 64;

    private final Simulation simulation;
    private final VenueDecoder decoder;
    private final List<Map<Long, DepthUpdate>> books; // by instrument, by exchange time

    private VenueTruth(SimulatedVenue venue, Instruments instruments) {
        simulation = venue.simulation();
        decoder = simulation.venue() == Venue.OKX
                ? new OkxDecoder(instruments, this, deaf(OkxListener.class))
                : new BinanceDecoder(instruments, this, deaf(BinanceListener.class));
        books = instruments.all().stream()
                .<Map<Long, DepthUpdate>>map(pair -> new ConcurrentHashMap<>())
                .toList();
    }

    /** Begins to listen to {@code venue}. */
    static VenueTruth of(SimulatedVenue venue, Instruments instruments) {
        VenueTruth truth = new VenueTruth(venue, instruments);
        truth.simulation
                .loop()
                .submit(() -> instruments.all().forEach(truth::subscribe))
                .syncUninterruptibly();
        return truth;
    }

    private static <T> T deaf(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> null));
    }

    private void subscribe(Instrument pair) {
        String name = simulation.venue() == Venue.OKX
                ? "books:" + pair.symbol()
                : pair.symbol().replace("-", "").toLowerCase(Locale.ROOT) + "@depth@100ms";
        simulation.router().subscribe(simulation.router().topic(name), this);
    }

    /** All levels of a book as it was at a time that was told; null if none was. */
    @Nullable
    DepthUpdate at(int instrumentId, long exchangeTimeNs) {
        return books.get(instrumentId).get(exchangeTimeNs);
    }

    @Override
    public void onDepth(DepthUpdate depth) {
        Map<Long, DepthUpdate> known = books.get(depth.instrumentId);
        if (known.size() >= REMEMBERED) {
            known.keySet().stream().min(Long::compare).ifPresent(known::remove);
        }
        DepthUpdate all = requireNonNull(
                        simulation.markets().pair(depth.instrumentId).depth())
                .view(400)
                .toSnapshot();
        known.put(depth.exchangeTimeNs, all);
    }

    @Override
    public void push(byte[] frame, int length) {
        WebSocketReader reader = new WebSocketReader(WebSocketReader.Role.CLIENT, 1 << 20, new ByteScratch(), null);
        ByteBuf in = Unpooled.wrappedBuffer(frame, 0, length);
        reader.read(in, new Texts());
        reader.close();
        in.release();
    }

    private final class Texts implements WebSocketListener {
        @Override
        public void onText(byte[] bytes, int from, int to) {
            decoder.decode(bytes, from, to);
        }

        @Override
        public void onBinary(byte[] bytes, int from, int to) {}

        @Override
        public void onPing(byte[] bytes, int from, int to) {}

        @Override
        public void onPong() {}

        @Override
        public void onClose(int code) {}
    }

    @Override
    public PushForm form() {
        return PushForm.COMBINED;
    }

    @Override
    public boolean keepsUp() {
        return true;
    }

    @Override
    public void flush() {}

    @Override
    public void onTop(TopUpdate top) {}

    @Override
    public void onTicker(TickerUpdate ticker) {}

    @Override
    public void onTrade(TradeUpdate trade) {}

    @Override
    public void onUnrepresentable() {
        throw new AssertionError("unrepresentable");
    }

    @Override
    public void onUnusable() {
        throw new AssertionError("unusable");
    }
}
