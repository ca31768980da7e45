package io.quotegate.codec.json;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.PushChannel;
import io.quotegate.api.PushFormat;
import io.quotegate.api.RejectedPair;
import io.quotegate.api.Resume;
import io.quotegate.market.Instrument;
import io.quotegate.text.ByteWriter;
import io.quotegate.text.DurationText;
import java.time.Duration;
import java.util.List;

/** What a client is told of its subscription. Any thread, each with its own writer. */
final class SubscribedJson {
    private SubscribedJson() {}

    /** Appends the member that says what becomes of what was missed, where that was asked for. */
    static void resumed(ByteWriter out, Resume.Outcome resumed) {
        if (resumed != Resume.Outcome.NONE) {
            out.ascii(resumed == Resume.Outcome.RECOVERED ? ",\"recovered\":true" : ",\"recovered\":false");
        }
    }

    /** Appends the member with the names of {@code pairs}. */
    static void pairs(ByteWriter out, List<Instrument> pairs) {
        out.ascii(",\"pairs\":");
        JsonEvents.array(out, pairs, (to, pair) -> to.jsonString(pair.symbol()));
    }

    /** Appends the members of what {@code request} asked for beside its channel and mode. */
    static void options(
            ByteWriter out, ClientRequest.Subscribe request, List<Instrument> pairs, List<RejectedPair> rejected) {
        int intervalMs = request.options().intervalMs();
        if (intervalMs > 0) {
            out.ascii(",\"interval\":").jsonString(DurationText.of(Duration.ofMillis(intervalMs)));
        }
        if (request.channel() == PushChannel.BOOKS) {
            out.ascii(",\"mode\":\"").ascii(request.mode().wireName());
            out.ascii("\",\"depth\":").number(request.options().depth());
        }
        if (request.options().format() == PushFormat.SBE) {
            out.ascii(",\"format\":\"sbe\"");
        }
        if (request.options().history() > 0) {
            out.ascii(",\"history\":").number(request.options().history());
        }
        if (request.options().partial()) {
            if (request.channel() != PushChannel.QUOTES && request.channel() != PushChannel.BOOKS) {
                pairs(out, pairs);
            }
            out.ascii(",\"rejected\":");
            JsonEvents.array(out, rejected, SubscribedJson::rejected);
        }
    }

    private static void rejected(ByteWriter out, RejectedPair pair) {
        out.ascii("{\"pair\":").jsonString(pair.pair());
        out.ascii(",\"code\":").jsonString(pair.code().wireName()).put('}');
    }
}
