package io.quotegate.feed.sim.okx;

/**
 * In what OKX's hosts, and OKX in different years, were seen to differ.
 *
 * @param secondSnapshot whether a second subscription to a live book brings a second snapshot
 * @param keepAlive      whether a book that has not changed for a minute says so
 * @param checksum       whether a book is pushed with its checksum, and not with 0
 */
public record OkxHabits(boolean secondSnapshot, boolean keepAlive, boolean checksum) {
    /** As the documents have it, and the global host of 2026. */
    public static final OkxHabits OWN = new OkxHabits(false, true, false);
}
