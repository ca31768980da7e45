package io.quotegate.gateway.http.routes;

import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.service.recording.Recorder;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Ending recordings before their hour is over. Any thread. */
public final class RecordingRoutes {
    /** Nobody fills the disk with recordings of nothing. */
    private static final long PAUSE_NS = Duration.ofSeconds(10).toNanos();

    private final @Nullable Recorder recorder;
    private final LongSupplier nanoTime;
    private final AtomicLong rolledNs;

    /** @param recorder null where nothing is recorded */
    public RecordingRoutes(@Nullable Recorder recorder, LongSupplier nanoTime) {
        this.recorder = recorder;
        this.nanoTime = nanoTime;
        rolledNs = new AtomicLong(nanoTime.getAsLong() - PAUSE_NS);
    }

    /** Adds the route to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.add(Route.of(
                "/v1/files/roll",
                List.of(HttpMethod.POST),
                Right.FILES,
                null,
                "Ends the recordings under way, which are offered then.",
                this::open));
    }

    private StreamListener open(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> roll(stream));
    }

    private AnswerListener roll(HttpStream stream) {
        if (recorder == null) {
            HttpProblem.of(ErrorCode.UNSUPPORTED, "nothing is recorded (files.record)")
                    .send(stream);
            return AnswerListener.NONE;
        }
        long nowNs = nanoTime.getAsLong();
        long before = rolledNs.get();
        if (nowNs - before < PAUSE_NS || !rolledNs.compareAndSet(before, nowNs)) {
            HttpProblem.of(ErrorCode.LIMIT, "recordings were ended less than ten seconds ago")
                    .send(stream);
            return AnswerListener.NONE;
        }
        return LaterAnswer.of(stream, recorder.roll(), RecordingRoutes::names);
    }

    private static HttpAnswer names(ByteWriter body, List<String> ended) {
        body.ascii("{\"files\":[");
        for (int i = 0; i < ended.size(); i++) {
            body.ascii(i == 0 ? "" : ",").jsonString(ended.get(i));
        }
        body.ascii("]}");
        return HttpAnswer.JSON;
    }
}
