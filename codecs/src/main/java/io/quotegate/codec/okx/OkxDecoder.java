package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.venue.SymbolTable;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.venue.VenueValues;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads what OKX's public WebSocket sends: {@code bbo-tbt}, {@code tickers}, {@code trades}, {@code books},
 * acknowledgements, errors and notices. Members may stand in any order, unknown ones are passed over, optional ones may be absent. Market data
 * is read without allocating. Confined to the feed loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-websocket">OKX API v5, Public Data, WebSocket</a>
 */
public final class OkxDecoder implements VenueDecoder {
    private static final byte[] PONG = "pong".getBytes(US_ASCII);
    private static final long DATA = JsonScanner.key("data");
    private static final long ASKS = JsonScanner.key("asks");
    private static final long BIDS = JsonScanner.key("bids");
    private static final long TS = JsonScanner.key("ts");
    private static final long SEQ_ID = JsonScanner.key("seqId");
    private static final long LAST = JsonScanner.key("last");
    private static final long LAST_SIZE = JsonScanner.key("lastSz");
    private static final long TRADE_ID = JsonScanner.key("tradeId");
    private static final long PRICE = JsonScanner.key("px");
    private static final long SIZE = JsonScanner.key("sz");
    private static final long SIDE = JsonScanner.key("side");
    private static final long COUNT = JsonScanner.key("count");
    private static final long BUY = JsonScanner.key("buy");
    private static final int NOWHERE = -1;

    private final SymbolTable symbols;
    private final MarketListener market;
    private final OkxListener listener;
    private final JsonScanner scanner = new JsonScanner();
    private final VenueValues values;
    private final OkxArg arg = new OkxArg();
    private final TopUpdate top = new TopUpdate();
    private final TickerUpdate ticker = new TickerUpdate();
    private final TradeUpdate trade = new TradeUpdate();
    private final OkxBookReader books;

    private byte[] text = {};
    private @Nullable OkxChannel channel;
    private int instrumentId;

    /** Market data goes to {@code market}, everything else to {@code listener}. */
    public OkxDecoder(Instruments instruments, MarketListener market, OkxListener listener) {
        this.symbols = SymbolTable.of(instruments, pair -> pair.nameOn(Venue.OKX));
        this.market = market;
        this.values = new VenueValues(market);
        this.books = new OkxBookReader(market, values);
        this.listener = listener;
    }

    @Override
    public void relist() {
        symbols.relist();
    }

    @Override
    public boolean decode(byte[] bytes, int from, int to) {
        if (Arrays.equals(PONG, 0, PONG.length, bytes, from, to)) {
            listener.onPong();
            return true;
        }
        text = bytes;
        values.wrap(bytes);
        books.wrap(bytes, to);
        channel = null;
        instrumentId = SymbolTable.UNKNOWN;
        boolean known = false;
        boolean isEvent = false;
        int dataAt = NOWHERE;
        scanner.wrap(bytes, from, to).enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == OkxArg.MEMBER) {
                readArg();
            } else if (name == OkxBookReader.ACTION) {
                books.readAction(scanner);
            } else if (name == DATA && channel != null && (channel != OkxChannel.BOOKS || books.hasAction())) {
                known = readData();
            } else {
                dataAt = name == DATA ? scanner.position() : dataAt;
                isEvent |= name == OkxEvent.MEMBER;
                scanner.skip();
            }
        }
        scanner.end();
        if (isEvent) {
            return tell(OkxEvent.read(scanner, bytes, from, to));
        }
        if (dataAt != NOWHERE && channel != null) { // the data stood before what it is of, or what is done to it
            scanner.moveTo(dataAt);
            return readData();
        }
        return known;
    }

    private void readArg() {
        arg.read(scanner);
        channel = OkxChannel.ofKey(arg.channelKey);
        instrumentId = symbols.find(text, arg.instIdStart, arg.instIdEnd);
    }

    private boolean readData() {
        if (channel == null || instrumentId == SymbolTable.UNKNOWN) {
            scanner.skip();
            return false;
        }
        scanner.enterArray();
        while (scanner.nextElement()) {
            switch (channel) {
                case BBO_TBT -> readTop();
                case TICKERS -> readTicker();
                case TRADES -> readTrade();
                case BOOKS -> books.read(scanner, instrumentId);
            }
        }
        return true;
    }

    private void readTop() {
        top.instrumentId = instrumentId;
        top.exchangeTimeNs = 0;
        top.venueSeq = -1;
        top.bid.clear();
        top.bidSize.clear();
        top.ask.clear();
        top.askSize.clear();
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == BIDS) {
                readBestLevel(top.bid, top.bidSize);
            } else if (name == ASKS) {
                readBestLevel(top.ask, top.askSize);
            } else if (name == TS) {
                top.exchangeTimeNs = time();
            } else if (name == SEQ_ID) {
                top.venueSeq = number(-1);
            } else {
                scanner.skip();
            }
        }
        if (!top.bid.isAbsent() || !top.ask.isAbsent()) {
            market.onTop(top);
        } else {
            market.onUnusableTop(instrumentId);
        }
    }

    /** Reads the first of {@code [[price,size,...],...]}; an empty side leaves both absent. */
    private void readBestLevel(Decimal price, Decimal size) {
        boolean best = true;
        if (!scanner.tryEnterArray()) {
            return;
        }
        while (scanner.nextElement()) {
            if (best) {
                readLevel(price, size);
                best = false;
            } else {
                scanner.skip();
            }
        }
    }

    private void readLevel(Decimal price, Decimal size) {
        if (scanner.tryEnterArray()) {
            for (int i = 0; scanner.nextElement(); i++) {
                if (i == 0) {
                    decimal(price);
                } else if (i == 1) {
                    decimal(size);
                } else {
                    scanner.skip();
                }
            }
            values.checkLevel(price, size);
        }
    }

    private void readTicker() {
        ticker.instrumentId = instrumentId;
        ticker.exchangeTimeNs = 0;
        ticker.lastTradeId = -1;
        ticker.last.clear();
        ticker.lastSize.clear();
        scanner.enterObject();
        while (scanner.nextName()) {
            long name = scanner.nameKey();
            if (name == LAST) {
                decimal(ticker.last);
            } else if (name == LAST_SIZE) {
                decimal(ticker.lastSize);
            } else if (name == TS) {
                ticker.exchangeTimeNs = time();
            } else {
                scanner.skip();
            }
        }
        values.checkPrice(ticker.last, ticker.lastSize);
        market.onTicker(ticker);
    }

    private void readTrade() {
        trade.instrumentId = instrumentId;
        trade.exchangeTimeNs = 0;
        trade.tradeId = -1;
        trade.count = 0;
        trade.takerBuys = false;
        trade.price.clear();
        trade.size.clear();
        scanner.enterObject();
        while (scanner.nextName()) {
            readTradeMember(scanner.nameKey());
        }
        values.checkPrice(trade.price, trade.size);
        market.onTrade(trade);
    }

    private void readTradeMember(long name) {
        if (name == PRICE) {
            decimal(trade.price);
        } else if (name == SIZE) {
            decimal(trade.size);
        } else if (name == TS) {
            trade.exchangeTimeNs = time();
        } else if (name == TRADE_ID) {
            trade.tradeId = number(-1);
        } else if (name == COUNT) {
            trade.count = number(0);
        } else if (name == SIDE) {
            scanner.plain();
            trade.takerBuys = scanner.valueKey() == BUY;
        } else {
            scanner.skip();
        }
    }

    private long time() {
        scanner.plain();
        return values.timeNs(scanner.valueStart(), scanner.valueEnd());
    }

    private long number(long otherwise) {
        scanner.plain();
        return values.number(scanner.valueStart(), scanner.valueEnd(), otherwise);
    }

    private void decimal(Decimal into) {
        scanner.plain();
        values.decimal(scanner.valueStart(), scanner.valueEnd(), into);
    }

    private boolean tell(OkxEvent event) {
        switch (event.event()) {
            case "error" -> listener.onError(event.id(), event.code(), event.message());
            case "notice" -> listener.onNotice(event.code(), event.message());
            case "subscribe", "unsubscribe" -> {
                return acknowledged(event.event());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean acknowledged(String event) {
        if (channel == null || instrumentId == SymbolTable.UNKNOWN) {
            return false;
        }
        if (event.equals("subscribe")) {
            listener.onSubscribed(channel, instrumentId);
        } else {
            listener.onUnsubscribed(channel, instrumentId);
        }
        return true;
    }
}
