package io.quotegate.gateway.operation;

import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.codec.MessageEncoder;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers to one streaming connection, each in the format that its request came in, without flushing.
 * Confined to its event loop.
 */
final class Answers {
    private final MessageWriter writer;
    private final Subscriber subscriber;
    private final ByteWriter payload; // the event loop's

    private Outlet outlet;
    private WireFormat format = WireFormat.LINE_JSON; // of the request at hand
    private MessageEncoder encoder;

    /** @param subscriber what the client is pushed beside */
    Answers(Outlet outlet, Subscriber subscriber, MessageWriter writer) {
        this.outlet = outlet;
        this.subscriber = subscriber;
        this.writer = writer;
        payload = writer.payload();
        encoder = writer.encoder(format);
    }

    /** What follows is answered in {@code requestFormat}. */
    Answers in(WireFormat requestFormat) {
        format = requestFormat;
        encoder = writer.encoder(requestFormat);
        return this;
    }

    /** Of the request at hand. */
    WireFormat format() {
        return format;
    }

    /** Answers go to {@code newOutlet} from now on. */
    void redirect(Outlet newOutlet) {
        outlet = newOutlet;
    }

    /** Where answers go. */
    Outlet outlet() {
        return outlet;
    }

    /** Encodes in the format of the request at hand. */
    MessageEncoder encoder() {
        return encoder;
    }

    /** Where the answer at hand is to be encoded, empty. */
    ByteWriter payload() {
        return payload.clear();
    }

    /** Writes what was encoded. */
    void write() {
        writer.write(outlet, subscriber.formatAlone(format, payload.length()), payload);
    }

    /** Writes what {@code encoding} makes of the value, or why there is none. */
    <T> void write(@Nullable String id, Outcome<T> outcome, Consumer<T> encoding) {
        outcome.onRefusal(refusal -> encoder.error(payload(), id, refusal)).onAnswer(encoding);
        write();
    }

    /** Writes why a request is not answered. */
    void refuse(@Nullable String id, Refusal refusal) {
        encoder.error(payload(), id, refusal);
        write();
    }
}
