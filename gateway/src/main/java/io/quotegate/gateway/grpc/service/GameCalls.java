package io.quotegate.gateway.grpc.service;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.codec.proto.GameProto;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.GameServiceGrpc;
import io.quotegate.codec.proto.v1.Guess;
import io.quotegate.gateway.game.GameMember;
import io.quotegate.gateway.game.LoopGame;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.loop.PerLoop;

/** {@code quotegate.v1.GameService}. Whoever plays hears the end of every round. Any thread, but it needs our own transport. */
public final class GameCalls implements BindableService {
    private final PerLoop<LoopGame> players;

    public GameCalls(PerLoop<LoopGame> players) {
        this.players = players;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(GameServiceGrpc.getServiceDescriptor())
                .addMethod(
                        GameServiceGrpc.getPlayMethod(),
                        new TalkHandler<>((call, outlet) -> new Talk(players, call, outlet)))
                .build();
    }

    /** One player. Confined to the call's event loop. */
    private static final class Talk implements TalkHandler.Talk<Guess> {
        private final ServerCall<Guess, GameEvent> call;
        private final GameMember member;

        Talk(PerLoop<LoopGame> players, ServerCall<Guess, GameEvent> call, CallOutlet outlet) {
            this.call = call;
            member = players.on(outlet.stream().loop())
                    .member(message -> message.send(outlet.stream(), outlet.format()));
            member.listen();
        }

        @Override
        public void onRequest(Guess guess) {
            call.sendMessage(GameProto.message(
                    member.guess(guess.getUser(), guess.getNumber()).orElseThrow(CallErrors::of)));
        }

        @Override
        public void close() {
            member.close();
        }
    }
}
