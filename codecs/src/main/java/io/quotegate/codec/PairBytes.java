package io.quotegate.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What encoders write of a pair again and again, made when the pair is written of for the first time: pairs may be added
 * while the gateway runs. Confined to one thread; what was made once is read without allocating.
 */
public final class PairBytes {
    private final Instruments instruments;
    private final BiFunction<Instrument, Venue, byte[]> spelling;
    private final byte[] @Nullable [] made; // by instrument and venue

    /** @param spelling what is written of a pair on a venue */
    public PairBytes(Instruments instruments, BiFunction<Instrument, Venue, byte[]> spelling) {
        this.instruments = instruments;
        this.spelling = spelling;
        made = new byte[instruments.capacity() * Venue.count()][];
    }

    /** House spellings. */
    public static PairBytes symbols(Instruments instruments) {
        return new PairBytes(instruments, (pair, venue) -> pair.symbol().getBytes(UTF_8));
    }

    /** What is written of a pair where its venue does not matter. */
    public byte[] of(int instrumentId) {
        return of(instrumentId, Venue.OKX);
    }

    /** What is written of a pair on {@code venue}; not to be changed. */
    public byte[] of(int instrumentId, Venue venue) {
        byte[] bytes = made[instrumentId * Venue.count() + venue.code()];
        return bytes == null ? make(instrumentId, venue) : bytes;
    }

    private byte[] make(int instrumentId, Venue venue) {
        byte[] bytes = spelling.apply(instruments.byId(instrumentId), venue);
        made[instrumentId * Venue.count() + venue.code()] = bytes;
        return bytes;
    }
}
