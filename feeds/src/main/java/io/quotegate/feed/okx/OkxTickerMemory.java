package io.quotegate.feed.okx;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.json.JsonScanner;
import io.quotegate.feed.relay.LastMessage;
import io.quotegate.feed.relay.TopicMemory;
import java.util.Arrays;

/** The last push of {@code tickers}, whose one item is what {@code /market/ticker} answers. Confined to the relay's loop. */
final class OkxTickerMemory implements TopicMemory {
    private static final long DATA = JsonScanner.key("data");

    private final LastMessage last = new LastMessage();
    private final JsonScanner scanner = new JsonScanner();

    @Override
    public void onEvent(byte[] bytes, int from, int to) {
        last.onEvent(bytes, from, to);
    }

    @Override
    public byte[] first() {
        return last.first();
    }

    @Override
    public void clear() {
        last.clear();
    }

    @Override
    public byte[] told(int levels) {
        return onlyItem(last.current());
    }

    private byte[] onlyItem(byte[] push) {
        try {
            scanner.wrap(push, 0, push.length).enterObject();
            while (scanner.nextName()) {
                if (scanner.nameKey() == DATA) {
                    return scanner.tryEnterArray() && scanner.nextElement() ? onlyItemHere(push) : NOTHING;
                }
                scanner.skip();
            }
        } catch (ProtocolException e) {
            return NOTHING;
        }
        return NOTHING;
    }

    private byte[] onlyItemHere(byte[] push) {
        scanner.peek();
        int from = scanner.position();
        scanner.skip();
        int to = scanner.position();
        return scanner.nextElement() ? NOTHING : Arrays.copyOfRange(push, from, to);
    }
}
