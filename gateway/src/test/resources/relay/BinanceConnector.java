import com.binance.connector.client.impl.SpotClientImpl;
import com.binance.connector.client.impl.WebSocketStreamClientImpl;
import com.binance.connector.client.impl.spot.Market;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * What binance-connector-java gets at a gateway that relays Binance, beside what it gets from the venue itself: a line for each call,
 * which ends in "same" or in what differs. Arguments: "rest" (the market stands still) or "streams", host:port of the gateway and of the venue.
 */
public final class BinanceConnector {
    private static final int ENOUGH = 10;

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("rest")) {
            rest(arguments[1], arguments[2]);
        } else {
            streams(arguments[1], arguments[2]);
        }
        System.exit(0);
    }

    private static void rest(String gateway, String venue) {
        Market relayed = new SpotClientImpl("http://" + gateway).createMarket();
        Market direct = new SpotClientImpl("http://" + venue).createMarket();
        Map<String, Function<Market, String>> calls = new LinkedHashMap<>();
        calls.put("ping", Market::ping);
        calls.put("exchangeInfo", market -> market.exchangeInfo(of()));
        calls.put("depth", market -> market.depth(of("symbol", "BTCUSDT", "limit", 20)));
        calls.put("trades", market -> market.trades(of("symbol", "BTCUSDT", "limit", 5)));
        calls.put("aggTrades", market -> market.aggTrades(of("symbol", "BTCUSDT", "limit", 5)));
        calls.put("klines", market -> market.klines(of("symbol", "BTCUSDT", "interval", "1m", "limit", 5)));
        calls.put("ticker24H", market -> market.ticker24H(of("symbol", "BTCUSDT")));
        calls.put("tickerSymbol", market -> market.tickerSymbol(of("symbol", "BTCUSDT")));
        calls.put("bookTicker", market -> market.bookTicker(of("symbol", "BTCUSDT")));
        calls.put("an unknown symbol", market -> market.depth(of("symbol", "NOPAIR")));
        calls.forEach((name, call) -> {
            String one = "";
            String other = "";
            for (int i = 0; i < 3 && (one.isEmpty() || !one.equals(other)); i++) { // a minute may have begun in between
                one = told(direct, call);
                other = told(relayed, call);
            }
            System.out.println(name + ": " + (one.equals(other) ? "same" : one + " <> " + other));
        });
    }

    private static Map<String, Object> of(Object... members) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            map.put((String) members[i], members[i + 1]);
        }
        return map;
    }

    private static String told(Market market, Function<Market, String> call) {
        String told;
        try {
            told = call.apply(market);
        } catch (RuntimeException e) {
            told = e.toString();
        }
        return told.replaceAll("\"(serverTime|openTime|closeTime)\":[0-9]+", "");
    }

    private static void streams(String gateway, String venue) throws InterruptedException {
        for (boolean combined : new boolean[] {false, true}) {
            WebSocketStreamClientImpl relayed = new WebSocketStreamClientImpl("ws://" + gateway);
            WebSocketStreamClientImpl direct = new WebSocketStreamClientImpl("ws://" + venue);
            List<String> other = listen(relayed, combined);
            List<String> one = listen(direct, combined);
            Set<String> common = new LinkedHashSet<>();
            for (int i = 0; i < 300 && common.size() < ENOUGH; i++) {
                Thread.sleep(100);
                common = new LinkedHashSet<>(one);
                common.retainAll(new ArrayList<>(other));
            }
            boolean same = common.size() >= ENOUGH && run(one, common).equals(run(other, common));
            System.out.println((combined ? "combined" : "raw") + ": "
                    + (same ? "same" : common.size() + " of " + one.size() + " and " + other.size()));
        } // closing a client would end the threads of the others, too
    }

    private static List<String> listen(WebSocketStreamClientImpl client, boolean combined) {
        List<String> heard = new CopyOnWriteArrayList<>();
        if (combined) {
            client.combineStreams(new ArrayList<>(List.of("btcusdt@bookTicker", "ethusdt@bookTicker")), heard::add);
        } else {
            client.bookTicker("btcusdt", heard::add);
        }
        return heard;
    }

    /** From the first that both have to the last, with whatever else there is in between. */
    private static List<String> run(List<String> heard, Set<String> common) {
        List<String> both = new ArrayList<>(common);
        return List.copyOf(heard.subList(heard.indexOf(both.get(0)), heard.indexOf(both.get(both.size() - 1)) + 1));
    }
}
