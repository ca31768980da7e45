package io.quotegate.gateway.game;

import io.quotegate.api.GameResult;
import io.quotegate.codec.proto.GameProto;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.SharedMessage;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.game.GameListener;
import io.quotegate.service.game.GamePlayer;
import io.quotegate.service.game.GameService;
import io.quotegate.text.ByteWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** Who plays or listens on one event loop. Confined to it, but for what says otherwise. */
public final class LoopGame implements GameListener {
    private final GameService service;
    private final Executor loop;
    private final MessageWriter writer;
    private final Set<GameMember> members = new LinkedHashSet<>();

    private LoopGame(GameService service, Executor loop, MessageWriter writer) {
        this.service = service;
        this.loop = loop;
        this.writer = writer;
    }

    /** That of each event loop, in the game that {@code service} is. */
    public static PerLoop<LoopGame> of(GameService service) {
        return new PerLoop<>(loop -> open(service, loop.eventLoop(), loop.writer()));
    }

    static LoopGame open(GameService service, Executor loop, MessageWriter writer) {
        LoopGame game = new LoopGame(service, loop, writer);
        service.listen(game);
        return game;
    }

    /** How a member is told that somebody else has won. */
    @FunctionalInterface
    public interface Receiver {
        /** The message stays the caller's. */
        void onOver(SharedMessage message);
    }

    /** A connection that may play or listen, and hears through {@code receiver}. */
    public GameMember member(Receiver receiver) {
        return new GameMember(this, service.player(), receiver);
    }

    void add(GameMember member) {
        members.add(member);
    }

    void remove(GameMember member) {
        members.remove(member);
    }

    /** From any thread. */
    @Override
    public void onOver(long round, GamePlayer player, String winner) {
        loop.execute(() -> deliver(round, player, winner));
    }

    private void write(GameResult result, WireFormat format, ByteWriter out) {
        if (format.isCall()) {
            GameProto.callPush(out, result);
        } else {
            writer.encoder(format).game().push(out, result);
        }
    }

    private void deliver(long round, GamePlayer player, String winner) {
        GameResult result = GameResult.over(winner);
        try (SharedMessage message = new SharedMessage(writer, (format, out) -> write(result, format, out))) {
            for (GameMember member : List.copyOf(members)) { // one that is closed leaves
                member.onOver(round, player, message);
            }
        }
    }
}
