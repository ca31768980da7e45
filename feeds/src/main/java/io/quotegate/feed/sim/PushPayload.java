package io.quotegate.feed.sim;

import io.quotegate.text.ByteWriter;

/** Writes the message that a topic has to tell now, in the form a connection wants. */
@FunctionalInterface
interface PushPayload {
    void encode(ByteWriter out, PushForm form);
}
