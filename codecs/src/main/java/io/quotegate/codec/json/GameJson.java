package io.quotegate.codec.json;

import static io.quotegate.codec.json.JsonEvents.event;

import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.codec.GameEncoder;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of the game as JSON. Stateless: any thread. */
public final class GameJson implements GameEncoder {
    static final GameJson ENCODER = new GameJson();

    private GameJson() {}

    /** Appends {@code [{win},...]}. */
    public static void array(ByteWriter out, List<GameWin> wins) {
        JsonEvents.array(out, wins, GameJson::object);
    }

    private static void object(ByteWriter out, GameWin win) {
        out.ascii("{\"name\":").jsonString(win.name()).ascii(",\"number\":").number(win.number());
        out.ascii(",\"guesses\":").number(win.guesses());
        out.ascii(",\"time\":").number(win.timeUs()).put('}');
    }

    @Override
    public void result(ByteWriter out, @Nullable String id, GameResult result) {
        members(event(out, "game", id), result);
    }

    @Override
    public void push(ByteWriter out, GameResult result) {
        members(out.ascii("{\"channel\":\"game\""), result);
    }

    private static void members(ByteWriter out, GameResult result) {
        out.ascii(",\"result\":\"").ascii(result.kind().wireName()).put('"');
        if (result.kind() == GameResult.Kind.OVER) {
            out.ascii(",\"winner\":").jsonString(result.winner());
        }
        out.ascii(",\"message\":").jsonString(result.message()).put('}');
    }

    @Override
    public void winners(ByteWriter out, @Nullable String id, List<GameWin> wins) {
        array(event(out, "winners", id).ascii(",\"data\":"), wins);
        out.put('}');
    }
}
