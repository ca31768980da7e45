package io.quotegate.codec.proto;

import static io.quotegate.codec.proto.ServerFrames.frame;
import static io.quotegate.codec.proto.ServerFrames.put;

import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.codec.GameEncoder;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.Winner;
import io.quotegate.codec.proto.v1.WinnerList;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of the game as Protobuf, the same for frames and gRPC. Stateless: any thread. */
public final class GameProto implements GameEncoder {
    static final GameProto ENCODER = new GameProto();

    private GameProto() {}

    /** The message that tells {@code result}. */
    public static GameEvent message(GameResult result) {
        return GameEvent.newBuilder()
                .setResult(result.kind().wireName())
                .setMessage(result.message())
                .setWinner(result.winner())
                .build();
    }

    /** Appends what a call is told when a round is over. */
    public static void callPush(ByteWriter out, GameResult result) {
        out.put(message(result).toByteArray());
    }

    @Override
    public void result(ByteWriter out, @Nullable String id, GameResult result) {
        put(out, frame(id).setGame(message(result)));
    }

    @Override
    public void push(ByteWriter out, GameResult result) {
        put(out, frame(null).setGameOver(message(result)));
    }

    @Override
    public void winners(ByteWriter out, @Nullable String id, List<GameWin> wins) {
        WinnerList.Builder list = WinnerList.newBuilder();
        for (GameWin win : wins) {
            list.addWinners(Winner.newBuilder()
                    .setName(win.name())
                    .setNumber(win.number())
                    .setGuesses(win.guesses())
                    .setTime(win.timeUs()));
        }
        put(out, frame(id).setWinners(list));
    }
}
