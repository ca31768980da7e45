package io.quotegate.app;

import io.grpc.BindableService;
import java.time.Duration;
import java.util.List;

/**
 * What a gateway may be given by the program it is part of, beside its configuration. Immutable: any thread.
 *
 * @param calls     gRPC services of the caller's own on the port, called on event loops; they must not block
 * @param gamePause between the end of a round of the game and the next
 */
public record Extras(List<BindableService> calls, Duration gamePause) {
    /** No services, and the game as players know it. */
    public static final Extras NONE = new Extras(List.of(), Duration.ofSeconds(5));

    public Extras {
        calls = List.copyOf(calls);
    }

    public Extras withCalls(List<BindableService> others) {
        return new Extras(others, gamePause);
    }

    public Extras withGamePause(Duration other) {
        return new Extras(calls, other);
    }
}
