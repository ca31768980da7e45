package io.quotegate.feed.sim.push;

import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.text.ByteWriter;

/**
 * One push as WebSocket frames, encoded at most once in each form however many connections get it. Reused from push to
 * push; confined to the venue's loop.
 */
final class PushFrames {
    private final ByteWriter scratch = new ByteWriter(1024);
    private final ByteWriter[] frames = new ByteWriter[PushForm.count()];
    private final boolean[] ready = new boolean[PushForm.count()];

    private PushPayload payload = (out, form) -> {};

    PushFrames() {
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new ByteWriter(1024);
        }
    }

    /** Forgets the push before and turns to {@code newPayload}. */
    PushFrames of(PushPayload newPayload) {
        payload = newPayload;
        for (int i = 0; i < ready.length; i++) {
            ready[i] = false;
        }
        return this;
    }

    /** The frame in {@code form}; valid until the next push. */
    ByteWriter in(PushForm form) {
        ByteWriter frame = frames[form.ordinal()];
        if (!ready[form.ordinal()]) {
            ready[form.ordinal()] = true;
            payload.encode(scratch.clear(), form);
            WebSocketFrames.header(frame.clear(), WebSocketFrames.FIN | WebSocketFrames.TEXT, scratch.length());
            frame.put(scratch.array(), 0, scratch.length());
        }
        return frame;
    }

    /** A copy of this push to be sent later, whatever happens to what it tells of. */
    HeldPush hold(Topic topic) {
        byte[][] held = new byte[frames.length][];
        for (PushForm form : PushForm.values()) {
            held[form.ordinal()] = in(form).toByteArray();
        }
        return new HeldPush(topic, held);
    }
}
