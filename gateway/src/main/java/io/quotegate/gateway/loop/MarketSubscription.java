package io.quotegate.gateway.loop;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Resume;
import io.quotegate.gateway.fanout.EventLoopFanout;
import io.quotegate.gateway.fanout.Missed;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.service.history.HistoryService;
import io.quotegate.service.quotes.QuoteService;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client for what is pushed of pairs, or of status, whatever protocol it came by: first it is found whether
 * what the client missed can be had, so that the answer says it, and then what is asked for begins. Confined to the event
 * loop, and to one turn of it.
 */
public final class MarketSubscription {
    private final LoopContext loop;
    private final QuoteService quotes;
    private final HistoryService history;
    private final EventLoopFanout fanout;
    private final Subscriber client;
    private final Subscriber part;
    private final ClientRequest.Subscribe asked;
    private final BitSet ids;
    private final WireFormat format;

    private @Nullable Missed missed; // null where it is not asked for
    private Map<Integer, Long> had = Map.of(); // of the pairs that the client knows, the number of what it had last

    /** @param ids of the pairs that are served */
    public MarketSubscription(
            LoopContext loop,
            QuoteService quotes,
            HistoryService history,
            Subscriber client,
            ClientRequest.Subscribe asked,
            BitSet ids,
            WireFormat format) {
        this.loop = loop;
        this.quotes = quotes;
        this.history = history;
        this.client = client;
        this.asked = asked;
        this.ids = ids;
        this.format = format;
        fanout = loop.fanout();
        part = fanout.part(client, format, asked.options().intervalMs());
    }

    /** The run of the feed that what follows is numbered by. */
    public String instance() {
        return fanout.instance();
    }

    /** What becomes of what the client missed. To be called once, before it {@linkplain #begin begins}. */
    public Resume.Outcome find() {
        if (asked.channel() != PushChannel.GAME) { // whose events are on no ring
            fanout.activate(); // so that what is said next of the instance is true of what follows
        }
        Resume resume = asked.options().resume();
        if (resume == null) {
            return Resume.Outcome.NONE;
        }
        Missed found = missed(resume);
        missed = found;
        loop.metrics().resumed(found.outcome());
        return found.outcome();
    }

    private Missed missed(Resume resume) {
        if (asked.options().intervalMs() > 0) {
            return Missed.not(Resume.Outcome.UNSUITED);
        }
        if (!resume.instance().equals(instance())) {
            return Missed.not(Resume.Outcome.INSTANCE);
        }
        Missed found = missedOfRun(resume);
        boolean over = !instance().equals(quotes.instance()); // what was found may be of the next one
        return over ? Missed.not(Resume.Outcome.INSTANCE) : found;
    }

    private Missed missedOfRun(Resume resume) {
        if (resume.number() != Resume.NO_NUMBER) {
            return asked.channel() == PushChannel.QUOTES
                    ? fanout.resumption().missedSince(ids, resume.number())
                    : Missed.not(Resume.Outcome.UNSUITED);
        }
        had = quotes.seqs(resume);
        return switch (asked.channel()) {
            case CANDLES ->
                history.minutesSince(quotes.pairs(ids), had) == HistoryService.NOT_KNOWN
                        ? Missed.not(Resume.Outcome.GONE)
                        : Missed.all();
            case BOOKS -> fanout.resumption().missedOfBooks(ids, asked.options().depth(), had);
            default -> fanout.resumption().missed(asked.channel(), ids, had);
        };
    }

    /** Writes what was missed, or a snapshot where there is one, and from now on what follows, of pairs added later too. */
    public void begin() {
        if (missed != null && missed.isHeld()) {
            goOn(missed);
        } else {
            push(part, ids, asked.mode());
        }
        if (QuoteService.areAll(asked.pairs())) {
            fanout.wantEveryPair(client, asked.channel(), lasting()::add);
        }
    }

    /** The same for as long as it is wanted: without what the request says beside it, which may be long. */
    private MarketSubscription lasting() {
        ClientRequest.Subscribe wanted = new ClientRequest.Subscribe(
                null, asked.channel(), List.of(), asked.mode(), asked.options().resuming(null));
        return new MarketSubscription(loop, quotes, history, client, wanted, new BitSet(), format);
    }

    private void add(BitSet more) {
        Subscriber now = fanout.part(client, format, asked.options().intervalMs());
        push(now, more, now.modeOf(asked.channel(), asked.mode()));
    }

    private void push(Subscriber to, BitSet pairs, DeliveryMode mode) {
        switch (asked.channel()) {
            case BOOKS -> fanout.subscribeBooks(to, pairs, asked.options().depth(), mode, format, pairs);
            case CANDLES -> {
                int closed = asked.options().history();
                fanout.subscribeCandles(
                        to,
                        pairs,
                        taker -> history.ask(quotes.pairs(pairs), closed, loop.eventLoop(), taker),
                        mode,
                        format);
            }
            default -> fanout.subscribe(to, asked.channel(), pairs, mode, format);
        }
    }

    private void goOn(Missed held) {
        switch (asked.channel()) {
            case BOOKS ->
                fanout.subscribeBooks(part, ids, asked.options().depth(), asked.mode(), format, held.begun(ids));
            case CANDLES -> {
                List<Instrument> pairs = quotes.pairs(ids);
                int closed = history.minutesSince(pairs, had) + 1;
                fanout.subscribeCandles(
                        part,
                        ids,
                        taker -> history.ask(pairs, closed, loop.eventLoop(), candles -> taker.accept(news(candles))),
                        asked.mode(),
                        format);
            }
            default -> fanout.resumption().replay(client, asked.channel(), ids, held, asked.mode(), format);
        }
    }

    /** Those of {@code candles} that the client has not, and of a pair that it does not know the newest. */
    private List<Candle> news(List<Candle> candles) {
        List<Candle> news = new ArrayList<>();
        for (int i = 0; i < candles.size(); i++) {
            Candle candle = candles.get(i);
            Long last = had.get(candle.pair().id());
            boolean newest = i + 1 == candles.size()
                    || candles.get(i + 1).pair().id() != candle.pair().id();
            if (last == null ? newest : candle.openTimeUs() > last) {
                news.add(candle);
            }
        }
        return news;
    }
}
