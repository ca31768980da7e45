package io.quotegate.gateway.operation;

import io.quotegate.api.ClientRequest;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.game.GameMember;
import io.quotegate.gateway.game.LoopGame;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.game.GameService;
import org.jspecify.annotations.Nullable;

/** The game on one streaming connection. Confined to its event loop. */
final class GameOperations {
    private final Answers answers;
    private final LoopContext loop;
    private final GameService game;
    private final PerLoop<LoopGame> players;

    private @Nullable GameMember member; // null until it first plays or listens
    private WireFormat format = WireFormat.LINE_JSON; // of what it is told

    GameOperations(Answers answers, LoopContext loop, GameService game, PerLoop<LoopGame> players) {
        this.answers = answers;
        this.loop = loop;
        this.game = game;
        this.players = players;
    }

    private GameMember member() {
        GameMember known = member;
        if (known == null) {
            known = players.on(loop).member(message -> message.send(answers.outlet(), format));
            member = known;
        }
        return known;
    }

    void guess(ClientRequest.Guess request) {
        format = answers.format();
        answers.write(
                request.id(),
                member().guess(request.user(), request.number()),
                result -> answers.encoder().game().result(answers.payload(), request.id(), result));
    }

    void winners(ClientRequest.Winners request) {
        answers.encoder().game().winners(answers.payload(), request.id(), game.winners(request.limit()));
        answers.write();
    }

    /** The end of every round is told from now on. */
    void listen() {
        format = answers.format();
        member().listen();
    }

    /** Only the end of rounds it plays in is told. */
    void listenNoMore() {
        member().listenNoMore();
    }

    /** Whether the client has guessed under a name. */
    boolean holdsName() {
        return member != null && member.hasName();
    }

    /** The client is gone. */
    void close() {
        if (member != null) {
            member.close();
        }
    }
}
