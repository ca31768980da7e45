package io.quotegate.feed.okx;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what OKX says beside market data in terms that all venues share. Confined to the feed loop. */
final class OkxTranslator implements OkxListener {
    /** In a text for people, or in a request that is quoted to us. */
    private static final Pattern INST_ID = Pattern.compile("instId\"?\\s*:\\s*\"?([^\"\\\\,:;}\\s]+)");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** Too many requests, and an error of the venue's own: nothing is wrong with what was asked for. */
    private static final Set<String> NOT_NOW = Set.of("60014", "64007");

    private final Instruments instruments;
    private final DialectListener listener;
    private final IntConsumer unsubscribed;

    /** @param unsubscribed hears of which instruments a subscription ended, asked to or not */
    OkxTranslator(Instruments instruments, DialectListener listener, IntConsumer unsubscribed) {
        this.instruments = instruments;
        this.listener = listener;
        this.unsubscribed = unsubscribed;
    }

    @Override
    public void onSubscribed(OkxChannel channel, int instrumentId) {
        listener.onPairTaken(instrumentId);
    }

    @Override
    public void onUnsubscribed(OkxChannel channel, int instrumentId) {
        unsubscribed.accept(instrumentId);
    }

    @Override
    public void onError(String id, String code, String message) {
        String text = code + ' ' + message;
        Set<Instrument> named = named(message);
        if (NOT_NOW.contains(code)) {
            listener.onNotNow(code, message);
        } else if (named.size() == 1) {
            listener.onPairRefused(named.iterator().next().id(), text);
        } else {
            int number = NUMBER.matcher(id).matches() ? Integer.parseInt(id) : DialectListener.NO_NUMBER;
            listener.onRequestRefused(number, text);
        }
    }

    private Set<Instrument> named(String message) {
        Set<String> names =
                INST_ID.matcher(message).results().map(found -> found.group(1)).collect(Collectors.toSet());
        return instruments.on(Venue.OKX).stream()
                .filter(pair -> names.contains(OkxHistory.instId(pair)))
                .collect(Collectors.toSet());
    }

    @Override
    public void onNotice(String code, String message) {
        listener.onGoingAway("notice " + code);
    }

    @Override
    public void onPong() {
        // That it came is all it says.
    }
}
