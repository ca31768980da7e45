package io.quotegate.feed.sim.push;

import io.quotegate.text.ByteWriter;

/** Writes the message that a topic has to tell now, in the form a connection wants. */
@FunctionalInterface
public interface PushPayload {
    void encode(ByteWriter out, PushForm form);
}
