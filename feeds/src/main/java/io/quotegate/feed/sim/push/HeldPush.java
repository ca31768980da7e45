package io.quotegate.feed.sim.push;

/** A push that a fault keeps back, as frames by form. Confined to the venue's loop. */
final class HeldPush {
    private final Topic topic;
    private final byte[][] frames;

    HeldPush(Topic topic, byte[][] frames) {
        this.topic = topic;
        this.frames = frames;
    }

    Topic topic() {
        return topic;
    }

    byte[] in(PushForm form) {
        return frames[form.ordinal()];
    }
}
