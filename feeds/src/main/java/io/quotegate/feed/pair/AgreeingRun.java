package io.quotegate.feed.pair;

/**
 * Messages in a row that are older than what is known but follow one another. With {@value #BELIEVED} of them it is what
 * is known that cannot be right: a time or a number that was far ahead, or a venue that has begun to count anew. Confined
 * to the feed loop.
 */
final class AgreeingRun {
    /** So many are believed. */
    static final int BELIEVED = 10;

    private int length;
    private long lastTimeNs;
    private long lastNumber;

    /**
     * Adds a message that looks old, and says whether it is to be believed now.
     *
     * @param number rising from message to message; negative where there is none
     */
    boolean add(long timeNs, long number) {
        boolean follows = length > 0 && timeNs >= lastTimeNs && (number < 0 || number > lastNumber);
        length = follows ? length + 1 : 1;
        lastTimeNs = timeNs;
        lastNumber = number;
        return length >= BELIEVED;
    }

    /** A message came that is not old. */
    void end() {
        length = 0;
    }
}
