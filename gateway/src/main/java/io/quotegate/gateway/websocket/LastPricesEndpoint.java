package io.quotegate.gateway.websocket;

import io.quotegate.api.Refusal;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.market.Instrument;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.text.ByteWriter;
import java.util.List;

/**
 * {@code /courses} and {@code /PAIR}: whatever is said, the answer is the last prices. Confined to its connection's
 * event loop.
 */
final class LastPricesEndpoint implements WebSocketEndpoint {
    private final Outlet outlet;
    private final LoopContext loop;
    private final QuoteService quotes;
    private final List<Instrument> pairs;
    private final WireFormat format;

    LastPricesEndpoint(
            Outlet outlet, LoopContext loop, QuoteService quotes, List<Instrument> pairs, WireFormat format) {
        this.outlet = outlet;
        this.loop = loop;
        this.quotes = quotes;
        this.pairs = pairs;
        this.format = format;
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        answer();
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        answer();
    }

    private void answer() {
        loop.metrics().requests.increment();
        ByteWriter payload = loop.writer().payload();
        if (outlet.admitsRequest(loop.limits().requestsPerSecond())) {
            loop.json().lastPrices(payload, pairs, quotes.newest());
        } else {
            loop.json().error(payload, null, Refusal.TOO_MANY_REQUESTS);
        }
        loop.writer().write(outlet, format, payload);
    }
}
