package io.quotegate.feed.sim.replay;

import io.quotegate.codec.venue.RecordedMessage;

/**
 * A recorded push and when it was received.
 *
 * @param timeNs by the recorder's clock, nanoseconds since the epoch; nanoseconds from the first line where the
 *     recording tells no times
 */
record TimedMessage(long timeNs, RecordedMessage message) {}
