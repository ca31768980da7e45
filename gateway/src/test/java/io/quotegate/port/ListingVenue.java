package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers over REST, of all that a venue does, only which pairs there are, as both venues do. */
final class ListingVenue implements AutoCloseable {
    private final HttpServer server;
    private volatile Set<String> pairs; // orders nothing else

    ListingVenue(Set<String> pairs) throws IOException {
        this.pairs = pairs;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 404, "{}"));
        server.createContext("/api/v5/public/instruments", exchange -> answer(exchange, 200, okx()));
        server.createContext("/api/v3/exchangeInfo", exchange -> answer(exchange, 200, binance()));
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void list(Set<String> others) {
        pairs = others;
    }

    private String okx() {
        return pairs.stream()
                .map(pair -> "{\"instType\":\"SPOT\",\"instId\":\"" + pair + "\",\"baseCcy\":\"" + base(pair)
                        + "\",\"quoteCcy\":\"" + quote(pair) + "\",\"state\":\"live\",\"instIdCode\":7}")
                .collect(Collectors.joining(",", "{\"code\":\"0\",\"msg\":\"\",\"data\":[", "]}"));
    }

    private String binance() {
        return pairs.stream()
                .map(pair -> "{\"symbol\":\"" + pair.replace("-", "") + "\",\"status\":\"TRADING\",\"baseAsset\":\""
                        + base(pair) + "\",\"quoteAsset\":\"" + quote(pair)
                        + "\",\"filters\":[{\"filterType\":\"X\"}]}")
                .collect(Collectors.joining(",", "{\"timezone\":\"UTC\",\"rateLimits\":[],\"symbols\":[", "]}"));
    }

    private static String base(String pair) {
        return pair.substring(0, pair.indexOf('-'));
    }

    private static String quote(String pair) {
        return pair.substring(pair.indexOf('-') + 1);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
