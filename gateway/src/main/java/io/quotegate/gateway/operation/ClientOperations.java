package io.quotegate.gateway.operation;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.Outcome;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.market.Instrument;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionService;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the requests of one streaming connection and writes the answers, in the format each request came in.
 * Answers are flushed by the protocol's handler when it has read all there was. Confined to its event loop.
 */
public final class ClientOperations implements ClientRequest.Operations {
    private final DownloadGate outlet;
    private final LoopContext loop;
    private final QuoteService quotes;
    private final ConversionService conversions;
    private final HistoryService history;
    private final IndicatorService indicators;
    private final EventLoopFanout fanout;
    private final Subscriber subscriber;
    private final InteractiveOperations interactive;

    private final ByteWriter answer; // the event loop's

    private WireFormat format = WireFormat.LINE_JSON; // of the request at hand
    private MessageEncoder encoder;

    public ClientOperations(Outlet client, LoopContext loop, Services services) {
        outlet = new DownloadGate(client);
        this.loop = loop;
        quotes = services.quotes();
        conversions = services.conversions();
        history = services.history();
        indicators = services.indicators();
        fanout = loop.fanout();
        subscriber = fanout.subscriber(outlet);
        interactive = new InteractiveOperations(outlet, loop, services.interactive(), subscriber);
        encoder = loop.writer().encoder(format);
        answer = loop.writer().payload();
    }

    /** Carries out {@code request}, which came in {@code requestFormat}, and writes the answer. */
    public void perform(ClientRequest request, WireFormat requestFormat) {
        format = requestFormat;
        encoder = loop.writer().encoder(requestFormat);
        loop.metrics().requests.increment();
        request.perform(this);
    }

    /** The socket takes bytes again. */
    public void onWritable() {
        interactive.onWritable();
        subscriber.catchUp();
    }

    /** Whether nothing but the content of a file may be sent now. */
    public boolean isSendingContent() {
        return outlet.isHolding();
    }

    /** The connection is gone. */
    public void close() {
        interactive.close();
        fanout.remove(subscriber);
    }

    @Override
    public void onQuote(ClientRequest.Quote request) {
        answer(
                request.id(),
                quotes.quote(request.pair(), source(), loop.scratch()),
                quote -> encoder.quote(payload(), request.id(), quote));
    }

    @Override
    public void onQuotes(ClientRequest.Quotes request) {
        encoder.quotes(payload(), request.id(), quotes.instruments(), source());
        write();
    }

    @Override
    public void onSubscribe(ClientRequest.Subscribe request) {
        quotes.ids(request.pairs())
                .onAnswer(ids -> subscribe(request, ids))
                .onRefusal(refusal -> refuse(request.id(), refusal));
    }

    private void subscribe(ClientRequest.Subscribe request, BitSet ids) {
        if (request.mode() == DeliveryMode.ALL && interactive.isDownloading()) {
            refuse(request.id(), Refusal.badRequest("mode: all, beside a download (expected: latest)"));
            return;
        }
        List<Instrument> pairs = quotes.pairs(ids);
        encoder.subscribed(payload(), request.id(), quotes.instance(), request.channel(), pairs, request.mode());
        write();
        switch (request.channel()) {
            case QUOTES -> fanout.subscribeQuotes(subscriber, ids, request.mode(), format);
            case CANDLES -> fanout.subscribeCandles(subscriber, ids, history.newest(pairs), request.mode(), format);
            case GAME -> interactive.listenToGame(format);
            default -> fanout.subscribe(subscriber, request.channel(), ids, request.mode(), format);
        }
    }

    @Override
    public void onUnsubscribe(ClientRequest.Unsubscribe request) {
        List<String> wanted = request.pairs().isEmpty() ? List.of("*") : request.pairs();
        quotes.ids(wanted)
                .onAnswer(ids -> unsubscribe(request, ids))
                .onRefusal(refusal -> refuse(request.id(), refusal));
    }

    private void unsubscribe(ClientRequest.Unsubscribe request, BitSet ids) {
        if (request.channel() == PushChannel.GAME) {
            interactive.listenToGameNoMore();
        } else {
            fanout.unsubscribe(subscriber, request.channel(), ids);
        }
        encoder.unsubscribed(payload(), request.id(), request.channel(), quotes.pairs(ids));
        write();
    }

    @Override
    public void onPing(ClientRequest.Ping request) {
        encoder.pong(payload(), request.id());
        write();
    }

    @Override
    public void onBye(ClientRequest.Bye request) {
        encoder.bye(payload(), request.id(), DisconnectReason.CLIENT_BYE.wireName());
        write();
        outlet.end(DisconnectReason.CLIENT_BYE);
    }

    @Override
    public void onMarket(ClientRequest.Market request) {
        if (request.coin() == null) {
            encoder.market(payload(), request.id(), quotes.coinPrices(source()));
        } else {
            CoinPrice price = quotes.coinPrice(request.coin(), source());
            if (price == null) {
                encoder.unknownCoin(payload(), request.id(), Refusal.shown(request.coin()));
            } else {
                encoder.marketCoin(payload(), request.id(), price);
            }
        }
        write();
    }

    @Override
    public void onConvert(ClientRequest.Convert request) {
        answer(
                request.id(),
                conversions.convert(request.conversion(), source()),
                conversion -> encoder.conversion(payload(), request.id(), conversion));
    }

    @Override
    public void onCandles(ClientRequest.Candles request) {
        answer(
                request.id(),
                history.candles(request.candles()),
                list -> encoder.candles(payload(), request.id(), list.interval(), list.candles()));
    }

    @Override
    public void onIndicators(ClientRequest.Indicators request) {
        answer(
                request.id(),
                indicators.query(request.pair(), request.window()),
                figures -> encoder.indicators(payload(), request.id(), figures));
    }

    @Override
    public void onInteractive(ClientRequest.Interactive request) {
        interactive.perform(request, format);
    }

    @Override
    public void onInvalid(ClientRequest.Invalid request) {
        refuse(request.id(), request.refusal());
    }

    /** Writes what {@code encoding} makes of the value, or why there is none. */
    private <T> void answer(@Nullable String id, Outcome<T> outcome, Consumer<T> encoding) {
        outcome.onRefusal(refusal -> encoder.error(payload(), id, refusal)).onAnswer(encoding);
        write();
    }

    private void refuse(@Nullable String id, Refusal refusal) {
        encoder.error(payload(), id, refusal);
        write();
    }

    private QuoteSource source() {
        return fanout.sourceFor(subscriber);
    }

    /** Where the answer at hand is to be encoded, empty. */
    private ByteWriter payload() {
        return answer.clear();
    }

    private void write() {
        loop.writer().write(outlet, format, answer);
    }
}
