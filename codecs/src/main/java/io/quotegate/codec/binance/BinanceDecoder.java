package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.json.JsonScanner;
import io.quotegate.codec.venue.LevelReader;
import io.quotegate.codec.venue.SymbolTable;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.codec.venue.VenueValues;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;

/**
 * Reads what Binance's spot WebSocket sends, raw or combined: {@code bookTicker}, {@code trade}, {@code ticker},
 * {@code miniTicker}, {@code depthUpdate}, replies and {@code serverShutdown}. Members may stand in any order, unknown ones are passed over,
 * optional ones may be absent. Market data is read without allocating. Confined to the feed loop.
 *
 * <p>Binance names its members with single letters whose meaning depends on the event: {@code b} is a price in a
 * {@code bookTicker} and was an order number in a {@code trade}. So a message is first read into a table by letter and
 * then taken for what its event says it is.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance</a>
 */
public final class BinanceDecoder implements VenueDecoder {
    private static final long STREAM = JsonScanner.key("stream");
    private static final long DATA = JsonScanner.key("data");
    private static final long RESULT = JsonScanner.key("result");
    private static final long ERROR = JsonScanner.key("error");
    private static final long CODE = JsonScanner.key("code");
    private static final long MSG = JsonScanner.key("msg");
    private static final long ID = JsonScanner.key("id");
    private static final byte[] TRADE = "trade".getBytes(US_ASCII);
    private static final byte[] TICKER = "24hrTicker".getBytes(US_ASCII);
    private static final byte[] MINI_TICKER = "24hrMiniTicker".getBytes(US_ASCII);
    private static final byte[] DEPTH_UPDATE = "depthUpdate".getBytes(US_ASCII);
    private static final byte[] BOOK_TICKER = "bookTicker".getBytes(US_ASCII);
    private static final byte[] SERVER_SHUTDOWN = "serverShutdown".getBytes(US_ASCII);
    private static final byte[] TRUE = "true".getBytes(US_ASCII);

    private final SymbolTable symbols;
    private final MarketListener market;
    private final BinanceListener listener;
    private final JsonScanner scanner = new JsonScanner();
    private final VenueValues values;
    private final LetterTable letters = new LetterTable();
    private final TopUpdate top = new TopUpdate();
    private final TickerUpdate ticker = new TickerUpdate();
    private final TradeUpdate trade = new TradeUpdate();
    private final DepthUpdate depth = new DepthUpdate();
    private final LevelReader levels = new LevelReader();

    private byte[] text = {};

    // Of a reply to a request:
    private boolean isReply;
    private boolean isError;
    private long replyId;
    private long errorCode;
    private String errorMessage = "";

    /** Market data goes to {@code market}, everything else to {@code listener}. */
    public BinanceDecoder(Instruments instruments, MarketListener market, BinanceListener listener) {
        this.symbols = SymbolTable.of(
                instruments, pair -> pair.nameOn(Venue.BINANCE) == null ? null : BinanceStream.symbol(pair));
        this.market = market;
        this.values = new VenueValues(market);
        this.listener = listener;
    }

    @Override
    public void relist() {
        symbols.relist();
    }

    @Override
    public boolean decode(byte[] bytes, int from, int to) {
        text = bytes;
        values.wrap(bytes);
        letters.clear();
        depth.clear();
        levels.wrap(bytes, to);
        isReply = false;
        isError = false;
        replyId = -1;
        scanner.wrap(bytes, from, to);
        readObject(true);
        scanner.end();
        if (isReply || isError) {
            reply();
            return true;
        }
        return event();
    }

    private void readObject(boolean outermost) {
        scanner.enterObject();
        while (scanner.nextName()) {
            int letter = scanner.nameLetter();
            if (letter != 0) {
                readLetter(letter);
            } else if (outermost) {
                readWord(scanner.nameKey());
            } else {
                scanner.skip();
            }
        }
    }

    private void readLetter(int letter) {
        int next = scanner.peek();
        if (next == '[' && (letter == 'b' || letter == 'a')) {
            levels.read(scanner, letter == 'b' ? depth.bids : depth.asks);
        } else if (next == '{' || next == '[') {
            scanner.skip();
        } else {
            scanner.scalar();
            letters.put(letter, scanner.valueStart(), scanner.valueEnd());
        }
    }

    private void readWord(long name) {
        if (name == DATA && scanner.peek() == '{') {
            readObject(false);
        } else if (name == RESULT) {
            isReply = true;
            scanner.skip();
        } else if (name == ID) {
            readReplyId();
        } else if (name == ERROR && scanner.peek() == '{') {
            isError = true;
            scanner.enterObject();
            while (scanner.nextName()) {
                readErrorMember(scanner.nameKey());
            }
        } else if (name == STREAM) {
            scanner.skip();
        } else {
            readErrorMember(name); // the documented form has code and msg at top level
        }
    }

    private void readErrorMember(long name) {
        if (name == CODE) {
            isError = true;
            scanner.plain();
            errorCode = values.number(scanner.valueStart(), scanner.valueEnd(), 0);
        } else if (name == MSG) {
            scanner.plain();
            errorMessage = scanner.valueText();
        } else {
            scanner.skip();
        }
    }

    private void readReplyId() {
        int next = scanner.peek();
        scanner.plain();
        boolean number = next >= '0' && next <= '9';
        replyId = number ? values.number(scanner.valueStart(), scanner.valueEnd(), -1) : -1;
    }

    private void reply() {
        if (isError) {
            listener.onError(replyId, errorCode, errorMessage);
            errorMessage = "";
        } else {
            listener.onResult(replyId);
        }
    }

    private boolean event() {
        if (letters.is('e', text, SERVER_SHUTDOWN)) {
            listener.onServerShutdown();
            return true;
        }
        if (!letters.has('s')) {
            return false;
        }
        int instrumentId = symbols.find(text, letters.start('s'), letters.end('s'));
        if (instrumentId == SymbolTable.UNKNOWN) {
            return false;
        }
        if (!letters.has('e') || letters.is('e', text, BOOK_TICKER)) {
            return letters.has('u') && bookTicker(instrumentId);
        }
        if (letters.is('e', text, TRADE)) {
            return trade(instrumentId);
        }
        if (letters.is('e', text, DEPTH_UPDATE)) {
            return depth(instrumentId);
        }
        boolean full = letters.is('e', text, TICKER);
        return (full || letters.is('e', text, MINI_TICKER)) && ticker(instrumentId, full);
    }

    private boolean bookTicker(int instrumentId) {
        top.instrumentId = instrumentId;
        top.venueSeq = number('u');
        top.exchangeTimeNs = time('T');
        decimal('b', top.bid);
        decimal('B', top.bidSize);
        decimal('a', top.ask);
        decimal('A', top.askSize);
        checkSide(top.bid, top.bidSize);
        checkSide(top.ask, top.askSize);
        if (!top.bid.isAbsent() || !top.ask.isAbsent()) {
            market.onTop(top);
        } else {
            market.onUnusableTop(instrumentId);
        }
        return true;
    }

    /** Binance writes an empty side as price and size zero. */
    private void checkSide(Decimal price, Decimal size) {
        if (price.mantissa() == 0 && size.mantissa() == 0) {
            price.clear();
            size.clear();
        }
        values.checkLevel(price, size);
    }

    private boolean trade(int instrumentId) {
        trade.instrumentId = instrumentId;
        trade.tradeId = number('t');
        trade.count = 1;
        decimal('p', trade.price);
        decimal('q', trade.size);
        trade.takerBuys = !letters.is('m', text, TRUE); // m: the buyer is the maker, so the taker sold
        trade.exchangeTimeNs = time('T');
        values.checkPrice(trade.price, trade.size);
        market.onTrade(trade);
        return true;
    }

    private boolean ticker(int instrumentId, boolean full) {
        ticker.instrumentId = instrumentId;
        ticker.exchangeTimeNs = time('E');
        decimal('c', ticker.last);
        ticker.lastSize.clear();
        ticker.lastTradeId = -1;
        if (full) {
            decimal('Q', ticker.lastSize);
            ticker.lastTradeId = number('L');
        }
        values.checkPrice(ticker.last, ticker.lastSize);
        market.onTicker(ticker);
        return true;
    }

    private boolean depth(int instrumentId) {
        depth.instrumentId = instrumentId;
        long first = number('U');
        depth.prevSeq = first == DepthUpdate.UNKNOWN ? DepthUpdate.UNKNOWN : first - 1;
        depth.seq = number('u');
        depth.exchangeTimeNs = time('E');
        depth.unusable = levels.unusable();
        for (int i = 0; i < depth.unusable; i++) {
            market.onUnusable();
        }
        market.onDepth(depth);
        return true;
    }

    private long number(int letter) {
        return values.number(letters.start(letter), letters.end(letter), -1);
    }

    private long time(int letter) {
        return values.timeNs(letters.start(letter), letters.end(letter));
    }

    private void decimal(int letter, Decimal into) {
        values.decimal(letters.start(letter), letters.end(letter), into);
    }
}
