package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.GameServiceGrpc;
import io.quotegate.codec.proto.v1.Guess;
import io.quotegate.gateway.interactive.GameSeat;
import io.quotegate.gateway.interactive.Interactive;

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
                        new TalkHandler<>((call, outlet) -> new Talk(services, call, outlet)))
                .build();
    }

    /** One player. Confined to the call's event loop. */
    private static final class Talk implements TalkHandler.Talk<Guess> {
        private final ServerCall<Guess, GameEvent> call;
        private final GameSeat seat;

        Talk(Interactive services, ServerCall<Guess, GameEvent> call, CallOutlet outlet) {
            this.call = call;
            seat = services.on(outlet.exchange().loop())
                    .game()
                    .seat(push -> push.send(outlet.exchange(), outlet.format()));
            seat.listen();
        }

        @Override
        public void onRequest(Guess guess) {
            call.sendMessage(InteractiveProto.message(
                    seat.guess(guess.getUser(), guess.getNumber()).orElseThrow(CallErrors::of)));
        }

        @Override
        public void close() {
            seat.close();
        }
    }
}
