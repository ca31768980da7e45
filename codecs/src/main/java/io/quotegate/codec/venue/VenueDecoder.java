package io.quotegate.codec.venue;

import io.quotegate.codec.ProtocolException;

/** Reads what one venue sends and tells its listeners. Confined to the feed loop. */
public interface VenueDecoder {
    /**
     * Reads the text message {@code text[from..to)}.
     *
     * @return whether it was of a kind and, where it concerns one, of an instrument that is known here
     * @throws ProtocolException if it could not be read; what stood before the bad place was heard
     */
    boolean decode(byte[] text, int from, int to);

    /** Other pairs are served than before: what comes of those that are not is of no instrument from now on. */
    void relist();
}
