package io.quotegate.cluster;

import org.agrona.DirectBuffer;

/** Where messages go: a publication of Aeron's, or a test. */
@FunctionalInterface
interface MessageSink {
    /** Nobody listens. */
    long NOT_CONNECTED = -1;
    /** It cannot be taken now, but may be later. */
    long BACK_PRESSURED = -2;
    /** The same, and at once. */
    long ADMIN_ACTION = -3;

    /** Takes a message whole, or says by a negative number why not, as Aeron does. */
    long offer(DirectBuffer buffer, int offset, int length);
}
