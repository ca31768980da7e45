package io.quotegate.bench.wire.scenario;

import io.quotegate.bench.wire.load.WireLoadPlan;
import java.util.Locale;

/** What a gateway pushes to its subscribers, and over what: WebSocket, unless the name says otherwise. */
public enum Format {
    JSON(WireLoadPlan.Kind.SUBSCRIBE, ""),
    SBE(WireLoadPlan.Kind.SUBSCRIBE_SBE, ", SBE"),
    DEFLATE(WireLoadPlan.Kind.SUBSCRIBE_DEFLATE, ", deflate"),
    DEFLATE_EACH(WireLoadPlan.Kind.SUBSCRIBE_DEFLATE_EACH, ", deflate each"),
    FRAMES(WireLoadPlan.Kind.SUBSCRIBE_FRAMES, ", frames"),
    FRAMES_SBE(WireLoadPlan.Kind.SUBSCRIBE_FRAMES_SBE, ", SBE in frames"),
    GRPC(WireLoadPlan.Kind.SUBSCRIBE_GRPC, ", gRPC");

    private final WireLoadPlan.Kind kind;
    private final String suffix;

    Format(WireLoadPlan.Kind kind, String suffix) {
        this.kind = kind;
        this.suffix = suffix;
    }

    /** What subscribers of it do. */
    WireLoadPlan.Kind kind() {
        return kind;
    }

    /** What {@code server} is called when it is measured so. */
    String label(String server) {
        return server + suffix;
    }

    /** As options spell it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
