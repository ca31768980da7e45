package io.quotegate.port;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.ServerFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber was told: quotes, each of which follows the one before it, and why it is over. Written by one
 * thread; read by any.
 */
final class Told {
    private static final Pattern QUOTE = Pattern.compile("\"pair\":\"([A-Z-]+)\"[^{}]*?\"seq\":([0-9]+)[^{}]*}");
    private static final Pattern DROPS = Pattern.compile("\"drops\":([0-9]+)");
    private static final Pattern BYE = Pattern.compile("\"event\":\"bye\"[^{}]*\"reason\":\"([a-z_]+)\"");

    private final boolean everyQuote;
    private final Map<String, Long> seqs = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();

    private volatile @Nullable String wrong;
    private volatile @Nullable String reason;

    /** @param everyQuote whether none may be skipped */
    Told(boolean everyQuote) {
        this.everyQuote = everyQuote;
    }

    /** One message of JSON. */
    void json(String message) {
        Matcher bye = BYE.matcher(message);
        if (bye.find()) {
            over(bye.group(1));
            return;
        }
        Matcher quote = QUOTE.matcher(message);
        while (quote.find()) {
            Matcher skipped = DROPS.matcher(quote.group());
            quote(
                    quote.group(1),
                    Long.parseLong(quote.group(2)),
                    skipped.find() ? Long.parseLong(skipped.group(1)) : 0);
        }
    }

    /** One message of Protobuf. */
    void proto(byte[] message) throws InvalidProtocolBufferException {
        ServerFrame frame = ServerFrame.parseFrom(message);
        if (frame.hasBye()) {
            over(frame.getBye().getReason());
        } else if (frame.hasQuoteUpdate()) {
            quote(frame.getQuoteUpdate());
        }
    }

    void quote(Quote quote) {
        quote(quote.getPair(), quote.getSeq(), quote.getDrops());
    }

    private void quote(String pair, long seq, long drops) {
        Long before = seqs.put(pair, seq);
        if (before != null && (seq != before + 1 + drops || (drops > 0 && everyQuote))) {
            wrong = pair + ' ' + seq + " with " + drops + " drops, after " + before;
        }
        more();
    }

    /** Something came that is no quote. */
    void more() {
        count.incrementAndGet();
    }

    /** What came is wrong. */
    void wrong(String what) {
        wrong = what;
    }

    /** It was said that it is over, and why. */
    void over(String why) {
        reason = why;
    }

    /** The number of the newest quote of {@code pair}; 0 for none. */
    long seq(String pair) {
        return seqs.getOrDefault(pair, 0L);
    }

    long count() {
        return count.get();
    }

    /** What was not as promised; null for nothing. */
    @Nullable
    String wrong() {
        return wrong;
    }

    /** Why it is over; null if nothing was said. */
    @Nullable
    String reason() {
        return reason;
    }
}
