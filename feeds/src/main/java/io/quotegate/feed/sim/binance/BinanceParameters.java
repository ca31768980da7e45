package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.server.CandleRows;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestException;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What a request to Binance's REST interface asks for, checked as Binance checks it. Confined to the venue's loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/errors">Error codes for Binance</a>
 */
final class BinanceParameters {
    private static final int BAD_REQUEST = 400;
    private static final String SYMBOL = "^[A-Z0-9-_.]{1,20}$";
    private static final String SYMBOLS = "^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\"){0,}){0,1}\\]$";
    private static final String NUMBER = "^[0-9]{1,20}$";
    private static final Pattern SYMBOL_PATTERN = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\-_.&&[^a-z]]{1,20}");
    private static final Pattern SYMBOLS_PATTERN = Pattern.compile(
            "\\[(\"[\\p{L}\\p{M}\\p{N}\\-_.&&[^a-z]]{1,20}\"(,\"[\\p{L}\\p{M}\\p{N}\\-_.&&[^a-z]]{1,20}\")*)?]");
    private static final Pattern NUMBER_PATTERN = Pattern.compile("[0-9]{1,20}");

    private static final int LONGEST_NUMBER = 18;

    private final Markets markets;

    BinanceParameters(Markets markets) {
        this.markets = markets;
    }

    /** Whether one pair was asked for, so that the answer is no list. */
    boolean asksForOne(RestRequest request) {
        return request.parameter("symbol") != null;
    }

    /** The pair of {@code symbol}, which must be given. */
    PairMarket pair(RestRequest request) {
        String symbol = request.parameter("symbol");
        if (symbol == null) {
            throw refused(-1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.");
        }
        if (symbol.isEmpty()) {
            throw refused(-1105, "Parameter 'symbol' was empty.");
        }
        checkCharacters(symbol, SYMBOL_PATTERN, "symbol", SYMBOL);
        return find(symbol);
    }

    /** The pairs of {@code symbol} or {@code symbols}; all where neither is given. */
    List<PairMarket> pairs(RestRequest request) {
        String list = request.parameter("symbols");
        if (asksForOne(request)) {
            if (list != null) {
                throw refused(-1128, "Combination of optional parameters invalid.");
            }
            return List.of(pair(request));
        }
        if (list == null) {
            return markets.pairs();
        }
        checkCharacters(list, SYMBOLS_PATTERN, "symbols", SYMBOLS);
        List<PairMarket> pairs = new ArrayList<>();
        for (String symbol :
                list.substring(1, list.length() - 1).replace("\"", "").split(",", -1)) {
            pairs.add(find(symbol));
        }
        return pairs;
    }

    private PairMarket find(String symbol) {
        PairMarket pair = markets.find(symbol);
        if (pair == null) {
            throw refused(-1121, "Invalid symbol.");
        }
        return pair;
    }

    /** The number {@code limit}, at most {@code max}; {@code absent} where it is not given. */
    int limit(RestRequest request, int absent, int max) {
        String given = request.parameter("limit", "");
        if (given.isEmpty()) {
            return absent;
        }
        checkCharacters(given, NUMBER_PATTERN, "limit", NUMBER);
        return given.length() > 9 ? max : Math.min(max, Integer.parseInt(given));
    }

    /** The number {@code name}; {@code absent} where it is not given. */
    long number(RestRequest request, String name, long absent) {
        String given = request.parameter(name, "");
        if (given.isEmpty()) {
            return absent;
        }
        checkCharacters(given, NUMBER_PATTERN, name, NUMBER);
        return given.length() > LONGEST_NUMBER ? Long.MAX_VALUE : Long.parseLong(given);
    }

    /** The time {@code name} in nanoseconds since the epoch, given in milliseconds or microseconds. */
    long timeNs(RestRequest request, String name, long absent) {
        long given = number(request, name, absent);
        return given == absent || given == Long.MAX_VALUE ? given : VenueTime.toNs(given);
    }

    /** How many minutes the candles of {@code interval}, which must be given, have. */
    int interval(RestRequest request) {
        String interval = request.parameter("interval");
        if (interval == null) {
            throw refused(-1102, "Mandatory parameter 'interval' was not sent, was empty/null, or malformed.");
        }
        Integer minutes = CandleRows.minutes(interval);
        if (minutes == null) {
            throw refused(-1120, "Invalid interval.");
        }
        return minutes;
    }

    /** The unit of time asked for in a header. */
    TimeUnit unit(RestRequest request) {
        return unit(request.headers().get("X-MBX-TIME-UNIT", ""));
    }

    /** Which unit of time a client asked for: in a URL or in a header, in capitals or not. */
    static TimeUnit unit(String name) {
        return name.toUpperCase(Locale.ROOT).equals("MICROSECOND") ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
    }

    private static void checkCharacters(String value, Pattern legal, String name, String range) {
        if (!legal.matcher(value).matches()) {
            throw refused(
                    -1100, "Illegal characters found in parameter '" + name + "'; legal range is '" + range + "'.");
        }
    }

    private static RestException refused(int code, String message) {
        ByteWriter out = new ByteWriter(128);
        BinanceRestEncoder.error(out, code, message);
        return new RestException(RestAnswer.json(BAD_REQUEST, out));
    }
}
