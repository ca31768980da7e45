package io.quotegate.bench.wire.server;

import io.quotegate.text.ByteWriter;

/** Makes what a peer publishes. Confined to its owner's thread. */
interface PushMaker {
    /** Appends the next push, a finished message. */
    void next(ByteWriter out);
}
