package io.quotegate.app;

import io.grpc.BindableService;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a program that embeds a gateway may set beside its configuration. Immutable: any thread.
 *
 * @param calls     gRPC services of the caller's own on the port, called on event loops; they must not block
 * @param gamePause between the end of a round of the game and the next
 * @param scrapes   how long what was counted is answered to those who ask for it
 * @param looks     how often the files of tokens and certificates are looked at for what changed
 * @param buffers   what buffers for clients come from, made of what they would come from
 */
public record GatewayOptions(
        List<BindableService> calls,
        Duration gamePause,
        Duration scrapes,
        Duration looks,
        UnaryOperator<ByteBufAllocator> buffers) {
    /** No services, and the game as players know it. */
    public static final GatewayOptions DEFAULT = new GatewayOptions(
            List.of(), Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5), UnaryOperator.identity());

    public GatewayOptions {
        calls = List.copyOf(calls);
    }

    public GatewayOptions withCalls(List<BindableService> others) {
        return new GatewayOptions(others, gamePause, scrapes, looks, buffers);
    }

    public GatewayOptions withGamePause(Duration other) {
        return new GatewayOptions(calls, other, scrapes, looks, buffers);
    }

    public GatewayOptions withScrapes(Duration other) {
        return new GatewayOptions(calls, gamePause, other, looks, buffers);
    }

    public GatewayOptions withLooks(Duration other) {
        return new GatewayOptions(calls, gamePause, scrapes, other, buffers);
    }

    public GatewayOptions withBuffers(UnaryOperator<ByteBufAllocator> others) {
        return new GatewayOptions(calls, gamePause, scrapes, looks, others);
    }
}
