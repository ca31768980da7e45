package io.quotegate.ring;

/** Tells which run of the feed quotes are numbered by. Any thread. */
@FunctionalInterface
public interface FeedInstance {
    /** Differs from one run to the next. */
    String instance();
}
