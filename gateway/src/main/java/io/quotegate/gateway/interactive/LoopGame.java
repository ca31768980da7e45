package io.quotegate.gateway.interactive;

import io.quotegate.api.GameResult;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.service.game.GameListener;
import io.quotegate.service.game.GamePlayer;
import io.quotegate.service.game.GameService;
import io.quotegate.text.ByteWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** The players that one event loop has. Confined to it, but for what says otherwise. */
public final class LoopGame implements GameListener {
    private final GameService service;
    private final Executor loop;
    private final MessageWriter writer;
    private final Set<GameSeat> seats = new LinkedHashSet<>();

    LoopGame(GameService service, Executor loop, MessageWriter writer) {
        this.service = service;
        this.loop = loop;
        this.writer = writer;
    }

    /** How a player is told that somebody else has won. */
    @FunctionalInterface
    public interface Ear {
        /** The push is the caller's. */
        void onOver(SharedPush push);
    }

    /** A connection that may play or listen, and hears through {@code ear}. */
    public GameSeat seat(Ear ear) {
        return new GameSeat(this, service.player(), ear);
    }

    void add(GameSeat seat) {
        seats.add(seat);
    }

    void remove(GameSeat seat) {
        seats.remove(seat);
    }

    /** From any thread. */
    @Override
    public void onOver(long round, GamePlayer player, String winner) {
        loop.execute(() -> deliver(round, player, winner));
    }

    private static void write(GameResult result, WireFormat format, ByteWriter out) {
        if (format.isCall()) {
            InteractiveProto.callPush(out, result);
        } else {
            SharedPush.encoder(format).gamePush(out, result);
        }
    }

    private void deliver(long round, GamePlayer player, String winner) {
        GameResult result = GameResult.over(winner);
        SharedPush push = new SharedPush(writer, (format, out) -> write(result, format, out));
        try {
            for (GameSeat seat : List.copyOf(seats)) { // one that is closed leaves
                seat.onOver(round, player, push);
            }
        } finally {
            push.release();
        }
    }
}
