package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** What a recording holds; {@code docs/RECORDINGS.md} explains the columns. */
enum RecordingKind {
    QUOTES("receiveTime,exchangeTime,pair,venue,bid,bidSize,ask,askSize,last,lastSize,seq,stale,simulated"),
    TRADES("receiveTime,exchangeTime,pair,venue,id,count,price,size,side,seq");

    private final String columns;
    private final String prefix = name().toLowerCase(Locale.ROOT) + '_';

    RecordingKind(String columns) {
        this.columns = columns;
    }

    /** How the names of its recordings begin. */
    String prefix() {
        return prefix;
    }

    /** The first line. */
    byte[] header() {
        return (columns + '\n').getBytes(US_ASCII);
    }

    /** Whether {@code line} has a cell for each column. */
    boolean isWhole(String line) {
        return commas(line) == commas(columns);
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }
}
