package io.quotegate.codec.json;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.FileEntry;
import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.codec.InteractiveEncoder;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What files, chat and game say as JSON. Stateless: any thread. */
public final class InteractiveJson implements InteractiveEncoder {
    /** The only one there need be. */
    public static final InteractiveJson ENCODER = new InteractiveJson();

    private InteractiveJson() {}

    /** Appends {@code [{file},...]}. */
    public static void fileArray(ByteWriter out, List<FileEntry> files) {
        array(out, files, InteractiveJson::fileObject);
    }

    /** Appends {@code [{win},...]}. */
    public static void winArray(ByteWriter out, List<GameWin> wins) {
        array(out, wins, InteractiveJson::winObject);
    }

    private static <T> void array(ByteWriter out, List<T> values, BiConsumer<ByteWriter, T> writer) {
        out.put('[');
        for (int i = 0; i < values.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            writer.accept(out, values.get(i));
        }
        out.put(']');
    }

    private static void fileObject(ByteWriter out, FileEntry file) {
        out.ascii("{\"name\":").jsonString(file.name()).ascii(",\"size\":").number(file.sizeBytes());
        out.ascii(",\"modified\":").number(file.modifiedUs()).ascii(",\"sha256\":");
        sha256(out, file).put('}');
    }

    private static ByteWriter sha256(ByteWriter out, FileEntry file) {
        return file.sha256() == null ? out.ascii("null") : out.jsonString(file.sha256());
    }

    private static void winObject(ByteWriter out, GameWin win) {
        out.ascii("{\"name\":").jsonString(win.name()).ascii(",\"number\":").number(win.number());
        out.ascii(",\"guesses\":").number(win.guesses());
        out.ascii(",\"time\":").number(win.timeUs()).put('}');
    }

    @Override
    public void files(ByteWriter out, @Nullable String id, List<FileEntry> files) {
        fileArray(event(out, "files", id).ascii(",\"data\":"), files);
        out.put('}');
    }

    @Override
    public void file(ByteWriter out, @Nullable String id, FileEntry file) {
        event(out, "file", id).ascii(",\"name\":").jsonString(file.name());
        out.ascii(",\"size\":").number(file.sizeBytes()).ascii(",\"sha256\":");
        sha256(out, file).put('}');
    }

    @Override
    public void fileEnd(ByteWriter out, @Nullable String id) {
        event(out, "file-end", id).put('}');
    }

    @Override
    public void chatJoined(ByteWriter out, @Nullable String id, String room, List<String> members) {
        event(out, "chat-joined", id).ascii(",\"room\":").jsonString(room).ascii(",\"members\":");
        array(out, members, ByteWriter::jsonString);
        out.put('}');
    }

    @Override
    public void chatSaid(ByteWriter out, @Nullable String id) {
        event(out, "chat", id).put('}');
    }

    @Override
    public void chatLeft(ByteWriter out, @Nullable String id, String room) {
        event(out, "chat-left", id).ascii(",\"room\":").jsonString(room).put('}');
    }

    @Override
    public void chatPush(ByteWriter out, ChatEvent event) {
        out.ascii("{\"channel\":\"chat\"");
        boolean message = event.type() == ChatEvent.Type.MESSAGE;
        if (!message) {
            out.ascii(",\"type\":\"").ascii(event.type().wireName()).put('"');
        }
        out.ascii(",\"room\":").jsonString(event.room()).ascii(",\"user\":").jsonString(event.user());
        if (message) {
            out.ascii(",\"text\":").jsonString(event.text());
        }
        out.ascii(",\"time\":").number(event.timeUs()).put('}');
    }

    @Override
    public void game(ByteWriter out, @Nullable String id, GameResult result) {
        result(event(out, "game", id), result);
    }

    @Override
    public void gamePush(ByteWriter out, GameResult result) {
        result(out.ascii("{\"channel\":\"game\""), result);
    }

    private static void result(ByteWriter out, GameResult result) {
        out.ascii(",\"result\":\"").ascii(result.kind().wireName()).put('"');
        if (result.kind() == GameResult.Kind.OVER) {
            out.ascii(",\"winner\":").jsonString(result.winner());
        }
        out.ascii(",\"message\":").jsonString(result.message()).put('}');
    }

    @Override
    public void winners(ByteWriter out, @Nullable String id, List<GameWin> wins) {
        winArray(event(out, "winners", id).ascii(",\"data\":"), wins);
        out.put('}');
    }

    private static ByteWriter event(ByteWriter out, String name, @Nullable String id) {
        out.ascii("{\"event\":\"").ascii(name).put('"');
        return id == null ? out : out.ascii(",\"id\":").ascii(id);
    }
}
