package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.api.GameResult;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.GameServiceGrpc;
import io.quotegate.codec.proto.v1.Guess;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.interactive.GameSeat;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.session.DisconnectReason;

/** {@code quotegate.v1.GameService}. Whoever plays hears the end of every round. Any thread, but it needs our own transport. */
public final class GameCalls implements BindableService {
    private final Interactive services;

    public GameCalls(Interactive services) {
        this.services = services;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(GameServiceGrpc.getServiceDescriptor())
                .addMethod(
                        GameServiceGrpc.getPlayMethod(),
                        new TalkHandler<>((call, outlet) -> new Talk(services, call, outlet.exchange())))
                .build();
    }

    /** One player. Confined to the call's event loop. */
    private static final class Talk implements TalkHandler.Talk<Guess> {
        private final ServerCall<Guess, GameEvent> call;
        private final Exchange exchange;
        private final GameSeat seat;

        private boolean closed;

        Talk(Interactive services, ServerCall<Guess, GameEvent> call, Exchange exchange) {
            this.call = call;
            this.exchange = exchange;
            seat = services.on(exchange.loop()).game().seat((result, push) -> tell(result));
            seat.listen();
        }

        @Override
        public void onRequest(Guess guess) {
            tell(seat.guess(guess.getUser(), guess.getNumber()).orElseThrow(CallErrors::of));
        }

        private void tell(GameResult result) {
            if (closed || exchange.isEnding()) {
                return;
            }
            if (exchange.unsentBytes() > exchange.loop().limits().pendingBytes()) {
                exchange.end(DisconnectReason.SLOW_CONSUMER);
            } else {
                call.sendMessage(InteractiveProto.message(result));
            }
        }

        @Override
        public void close() {
            closed = true;
            seat.close();
        }
    }
}
