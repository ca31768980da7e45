package io.quotegate.service.recording;

import java.util.Locale;

/** What a recording holds; {@code docs/RECORDINGS.md} explains the columns. */
enum RecordingKind {
    QUOTES("receiveTime,exchangeTime,pair,venue,bid,bidSize,ask,askSize,last,lastSize,seq,stale,simulated"),
    TRADES("receiveTime,exchangeTime,pair,venue,id,count,price,size,side,seq,simulated");

    /** How the columns of all kinds begin. */
    static final String FIRST_COLUMN = "receiveTime,";

    private final String columns;
    private final String prefix = name().toLowerCase(Locale.ROOT) + '_';

    RecordingKind(String columns) {
        this.columns = columns;
    }

    /** How the names of its recordings begin. */
    String prefix() {
        return prefix;
    }

    /** The names of the columns, the first line. */
    String columns() {
        return columns;
    }
}
