package io.quotegate.codec.proto;

import static io.quotegate.codec.proto.ServerFrames.frame;
import static io.quotegate.codec.proto.ServerFrames.put;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.CoinPrice;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.Farewell;
import io.quotegate.api.Indicators;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Refusal;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.api.Right;
import io.quotegate.codec.ChatEncoder;
import io.quotegate.codec.FileEncoder;
import io.quotegate.codec.GameEncoder;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.codec.proto.v1.Authenticated;
import io.quotegate.codec.proto.v1.Book;
import io.quotegate.codec.proto.v1.ByeNotice;
import io.quotegate.codec.proto.v1.Error;
import io.quotegate.codec.proto.v1.Heartbeat;
import io.quotegate.codec.proto.v1.Market;
import io.quotegate.codec.proto.v1.Pong;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteList;
import io.quotegate.codec.proto.v1.Rejected;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.StatusEvent;
import io.quotegate.codec.proto.v1.Subscribed;
import io.quotegate.codec.proto.v1.Unsubscribed;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The Protobuf messages of the gateway: one {@code ServerFrame} each. Quotes are written without allocating, the rest
 * by the generated classes. One per event loop: it holds scratch space.
 */
public final class ProtoMessageEncoder implements MessageEncoder {
    private static final int NS_PER_US = 1000;

    private final Instruments instruments;
    private final QuoteProto quoteProto;
    private final BookProto bookProto;
    private final ByteWriter body = new ByteWriter(512);
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    public ProtoMessageEncoder(Instruments instruments) {
        this.instruments = instruments;
        this.quoteProto = new QuoteProto(instruments);
        this.bookProto = new BookProto(instruments);
    }

    @Override
    public void quotePush(ByteWriter out, QuoteFlyweight quote, long drops) {
        quoteProto.fields(body.clear(), quote, drops);
        ProtoFields.message(out, ServerFrame.QUOTE_UPDATE_FIELD_NUMBER, body);
    }

    @Override
    public void bookPush(ByteWriter out, BookPush book) {
        bookProto.fields(body.clear(), book);
        ProtoFields.message(out, ServerFrame.BOOK_UPDATE_FIELD_NUMBER, body);
    }

    @Override
    public void book(ByteWriter out, @Nullable String id, BookPush book) {
        bookProto.fields(body.clear(), book);
        try {
            put(out, frame(id).setBook(Book.parser().parseFrom(body.array(), 0, body.length())));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("our own book does not parse", e);
        }
    }

    @Override
    public void statusPush(ByteWriter out, StatusFlyweight status) {
        StatusEvent.Builder event = StatusEvent.newBuilder()
                .setType(status.type().wireName())
                .setVenue(status.venue().wireName())
                .setReason(status.reason().wireName())
                .setTime(status.timeNs() / NS_PER_US);
        if (status.instrumentId() != StatusFlyweight.NO_INSTRUMENT) {
            event.setPair(instruments.byId(status.instrumentId()).symbol());
        }
        put(out, frame(null).setStatus(event));
    }

    @Override
    public void tradePush(ByteWriter out, TradeFlyweight trade, long drops) {
        put(out, frame(null).setTradeUpdate(HistoryProto.message(trade, instruments, drops)));
    }

    @Override
    public void candlePush(ByteWriter out, Candle candle, long drops) {
        put(out, frame(null).setCandleUpdate(HistoryProto.message(candle, CandleInterval.MINUTE, drops)));
    }

    @Override
    public void candles(ByteWriter out, @Nullable String id, CandleInterval interval, List<Candle> candles) {
        put(out, frame(id).setCandles(HistoryProto.list(candles, interval)));
    }

    @Override
    public void heartbeat(ByteWriter out, long timeUs) {
        put(out, frame(null).setHeartbeat(Heartbeat.newBuilder().setTime(timeUs)));
    }

    @Override
    public void quote(ByteWriter out, @Nullable String id, QuoteFlyweight quote) {
        put(out, frame(id).setQuote(message(quote)));
    }

    @Override
    public void quotes(ByteWriter out, @Nullable String id, Instruments wanted, QuoteSource source) {
        QuoteList.Builder list = QuoteList.newBuilder();
        for (Instrument instrument : wanted.all()) {
            if (source.read(instrument.id(), scratch)) {
                list.addQuotes(message(scratch));
            }
        }
        put(out, frame(id).setQuotes(list));
    }

    private Quote message(QuoteFlyweight quote) {
        quoteProto.fields(body.clear(), quote, 0);
        try {
            return Quote.parser().parseFrom(body.array(), 0, body.length());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("our own quote does not parse", e);
        }
    }

    @Override
    public void subscribed(
            ByteWriter out,
            String instance,
            ClientRequest.Subscribe request,
            List<Instrument> pairs,
            List<RejectedPair> rejected,
            Resume.Outcome resumed) {
        Subscribed.Builder answer = Subscribed.newBuilder()
                .setInstance(instance)
                .setChannel(request.channel().wireName())
                .addAllPairs(symbols(pairs))
                .setModeValue(request.mode().ordinal())
                .setIntervalMs(request.options().intervalMs())
                .setHistory(request.options().history());
        if (request.channel() == PushChannel.BOOKS) {
            answer.setDepth(request.options().depth());
        }
        if (resumed != Resume.Outcome.NONE) {
            answer.setRecovered(resumed == Resume.Outcome.RECOVERED);
        }
        for (RejectedPair pair : rejected) {
            answer.addRejected(Rejected.newBuilder()
                    .setPair(pair.pair())
                    .setCode(pair.code().wireName()));
        }
        put(out, frame(request.id()).setSubscribed(answer));
    }

    @Override
    public void unsubscribed(ByteWriter out, @Nullable String id, PushChannel channel, List<Instrument> pairs) {
        put(
                out,
                frame(id)
                        .setUnsubscribed(Unsubscribed.newBuilder()
                                .setChannel(channel.wireName())
                                .addAllPairs(symbols(pairs))));
    }

    private static List<String> symbols(List<Instrument> pairs) {
        return pairs.stream().map(Instrument::symbol).toList();
    }

    @Override
    public void authenticated(ByteWriter out, @Nullable String id, String name, Set<Right> rights) {
        Authenticated.Builder message = Authenticated.newBuilder().setName(name);
        rights.forEach(right -> message.addRights(right.wireName()));
        put(out, frame(id).setAuthenticated(message));
    }

    @Override
    public void pong(ByteWriter out, @Nullable String id) {
        put(out, frame(id).setPong(Pong.getDefaultInstance()));
    }

    @Override
    public void bye(ByteWriter out, @Nullable String id, String reason) {
        put(out, frame(id).setBye(ByeNotice.newBuilder().setReason(reason)));
    }

    @Override
    public void farewell(ByteWriter out, Farewell farewell) {
        put(
                out,
                frame(null)
                        .setBye(ByeNotice.newBuilder()
                                .setReason(farewell.reason())
                                .setRetryMs(farewell.retryMs())
                                .putAllSeq(farewell.seq())));
    }

    @Override
    public void market(ByteWriter out, @Nullable String id, List<CoinPrice> prices) {
        Market.Builder market = Market.newBuilder();
        for (CoinPrice price : prices) {
            market.addPrices(message(price));
        }
        put(out, frame(id).setMarket(market));
    }

    @Override
    public void marketCoin(ByteWriter out, @Nullable String id, CoinPrice price) {
        market(out, id, List.of(price));
    }

    @Override
    public void marketError(ByteWriter out, @Nullable String id, Refusal refusal) {
        error(out, id, refusal);
    }

    @Override
    public void marketBye(ByteWriter out, @Nullable String id, String reason) {
        bye(out, id, reason);
    }

    private static io.quotegate.codec.proto.v1.CoinPrice message(CoinPrice price) {
        io.quotegate.codec.proto.v1.CoinPrice.Builder message = io.quotegate.codec.proto.v1.CoinPrice.newBuilder()
                .setName(price.name())
                .setCoin(price.symbol());
        if (price.price() != null) {
            message.setPrice(price.price());
        }
        return message.build();
    }

    @Override
    public void conversion(ByteWriter out, @Nullable String id, ConversionResult conversion) {
        put(out, frame(id).setConversion(ConversionProto.message(conversion)));
    }

    @Override
    public void indicators(ByteWriter out, @Nullable String id, Indicators indicators) {
        put(out, frame(id).setIndicators(IndicatorProto.message(indicators)));
    }

    @Override
    public FileEncoder files() {
        return FileProto.ENCODER;
    }

    @Override
    public ChatEncoder chat() {
        return ChatProto.ENCODER;
    }

    @Override
    public GameEncoder game() {
        return GameProto.ENCODER;
    }

    @Override
    public void error(ByteWriter out, @Nullable String id, Refusal refusal) {
        put(
                out,
                frame(id)
                        .setError(Error.newBuilder()
                                .setCode(refusal.code().wireName())
                                .setMessage(refusal.message())));
    }
}
