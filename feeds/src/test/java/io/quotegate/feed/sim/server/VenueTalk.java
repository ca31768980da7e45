package io.quotegate.feed.sim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.FakeClock;
import io.quotegate.feed.HeardFrames;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.MarketsUpdater;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeUpdate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** A conversation with a simulated venue of two pairs, without a socket and by a clock that is turned. */
public final class VenueTalk {
    private static final int KEY = 0x01020304;

    private final FakeClock clock = new FakeClock();
    private final VenueModel model;
    private final PushRouter router;
    private final Markets markets;
    private final VenueApi api;
    private final Sessions sessions;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private EmbeddedChannel channel = new EmbeddedChannel();
    private HeardFrames heard = new HeardFrames(WebSocketReader.Role.CLIENT);
    private int wakes;

    public VenueTalk(VenueModel model) {
        this.model = model;
        router = new PushRouter(clock, model.pushes()::isOfTrades);
        markets = new Markets(Instruments.of(List.of("BTC-USDT", "ETH-USDT")), model.rules(), clock::epochNs);
        for (Instrument instrument : markets.instruments().all()) {
            String topic = model.pushes().bookTopic(instrument);
            router.topic(topic).serve().tell(model.pushes().book(markets.pair(instrument.id()), topic));
            router.topic(model.pushes().tradeTopic(instrument)).serve();
            model.pushes()
                    .depthTopics(instrument)
                    .forEach(kind ->
                            router.topic(kind.name()).serve().tell((out, form) -> out.ascii("{\"book\":true}")));
        }
        api = model.api(new VenueInternals(markets, router, clock));
        Sessions.Rules rules = new Sessions.Rules(model.limits().maxRequestBytes(), false);
        sessions = new Sessions(router, clock, rules, () -> wakes++);
    }

    /** Shakes hands at {@code path}; what was open before is closed. */
    public VenueTalk open(String path) {
        close();
        channel = new EmbeddedChannel();
        heard = new HeardFrames(WebSocketReader.Role.CLIENT);
        channel.pipeline().addLast(sessions.open(channel, requireNonNull(api.webSocket(request(path)))));
        return this;
    }

    private RestRequest request(String path) {
        return new RestRequest(new QueryStringDecoder(path), headers, InetAddress.getLoopbackAddress());
    }

    /** Whether there is a WebSocket at {@code path}. */
    public boolean hasWebSocket(String path) {
        return api.webSocket(request(path)) != null;
    }

    /** What REST answers, with its status in front. */
    public String rest(String path) {
        RestAnswer answer;
        try {
            answer = api.rest(request(path));
        } catch (RestException e) {
            answer = e.answer();
        }
        return answer.status() + " " + new String(answer.body(), UTF_8);
    }

    public String tooManyConnections() {
        RestAnswer answer = api.tooManyConnections();
        return answer.status() + " " + new String(answer.body(), UTF_8);
    }

    public VenueTalk say(String text) {
        return frame(WebSocketFrames.FIN | WebSocketFrames.TEXT, text.getBytes(UTF_8));
    }

    public VenueTalk frame(int firstByte, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        WebSocketFrames.maskedFrame(out, firstByte, payload.clone(), payload.length, KEY);
        channel.writeInbound(out);
        channel.runPendingTasks();
        return this;
    }

    /** Time goes by and is noticed. */
    public VenueTalk pass(Duration duration) {
        clock.advance(duration);
        sessions.tick(clock.monotonicNs(), model.maxConnectionAge().toNanos());
        channel.runPendingTasks();
        return this;
    }

    /** Somebody trades {@code BTC-USDT}. */
    public VenueTalk trade(long id, String price) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = id;
        trade.count = 1;
        trade.price.parse(price);
        trade.size.parse("1");
        trade.exchangeTimeNs = clock.epochNs();
        new MarketsUpdater(markets).onTrade(trade);
        return this;
    }

    /** Pushes what the topic called {@code name} tells now. */
    public VenueTalk publish(String name) {
        router.publish(router.topic(name));
        router.flush();
        return this;
    }

    public VenueSession session() {
        return sessions.all().iterator().next();
    }

    public Sessions sessions() {
        return sessions;
    }

    /** What the venue has said since the last call, message by message. */
    public List<String> heard() {
        router.flush();
        return heard.of(channel);
    }

    public void close() {
        heard.close();
        channel.finishAndReleaseAll();
    }
}
