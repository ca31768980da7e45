package io.quotegate.codec.proto;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.FileEntry;
import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.api.InteractiveRequest;
import io.quotegate.codec.InteractiveEncoder;
import io.quotegate.codec.proto.v1.ChatJoined;
import io.quotegate.codec.proto.v1.ChatLeft;
import io.quotegate.codec.proto.v1.ChatPush;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatSaid;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.FileEnd;
import io.quotegate.codec.proto.v1.FileInfo;
import io.quotegate.codec.proto.v1.FileList;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Winner;
import io.quotegate.codec.proto.v1.WinnerList;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What files, chat and game say as Protobuf, the same for frames and gRPC. Stateless: any thread. */
public final class InteractiveProto implements InteractiveEncoder {
    /** The only one there need be. */
    public static final InteractiveProto ENCODER = new InteractiveProto();

    private static final int LARGEST_LIMIT = 1000;

    private InteractiveProto() {}

    /** What {@code frame} asks of files, chat or game; null if it asks for something else. */
    static @Nullable InteractiveRequest request(ClientFrame frame) {
        return switch (frame.getRequestCase()) {
            case FILES -> new InteractiveRequest.Files();
            case FILE ->
                new InteractiveRequest.File(
                        frame.getFile().getName(), frame.getFile().getOffset());
            case CHAT_JOIN ->
                new InteractiveRequest.ChatJoin(
                        frame.getChatJoin().getRoom(), frame.getChatJoin().getUser());
            case CHAT -> new InteractiveRequest.ChatSay(frame.getChat().getText());
            case CHAT_LEAVE -> new InteractiveRequest.ChatLeave();
            case GUESS ->
                new InteractiveRequest.Guess(
                        frame.getGuess().getUser(), frame.getGuess().getNumber());
            case WINNERS ->
                new InteractiveRequest.Winners(limit(frame.getWinners().getLimit()));
            default -> null;
        };
    }

    private static int limit(int given) {
        return given <= 0 ? InteractiveRequest.WINNERS : Math.min(LARGEST_LIMIT, given);
    }

    /** The message that tells of {@code file}. */
    public static FileInfo message(FileEntry file) {
        FileInfo.Builder message = FileInfo.newBuilder()
                .setName(file.name())
                .setSize(file.sizeBytes())
                .setModified(file.modifiedUs());
        return file.sha256() == null
                ? message.build()
                : message.setSha256(file.sha256()).build();
    }

    /** The message that lists {@code files}. */
    public static FileList message(List<FileEntry> files) {
        FileList.Builder list = FileList.newBuilder();
        files.forEach(file -> list.addFiles(message(file)));
        return list.build();
    }

    /** The message that answers a join. */
    public static ChatJoined joined(String room, List<String> members) {
        return ChatJoined.newBuilder().setRoom(room).addAllMembers(members).build();
    }

    /** The message that tells of {@code event}. */
    public static ChatPush message(ChatEvent event) {
        return ChatPush.newBuilder()
                .setType(event.type().wireName())
                .setRoom(event.room())
                .setUser(event.user())
                .setText(event.text())
                .setTime(event.timeUs())
                .build();
    }

    /** The message by which a call tells of {@code event}. */
    public static ChatReply reply(ChatEvent event) {
        return ChatReply.newBuilder().setPush(message(event)).build();
    }

    /** The message that tells {@code result}. */
    public static GameEvent message(GameResult result) {
        return GameEvent.newBuilder()
                .setResult(result.kind().wireName())
                .setMessage(result.message())
                .setWinner(result.winner())
                .build();
    }

    @Override
    public void files(ByteWriter out, @Nullable String id, List<FileEntry> files) {
        put(out, frame(id).setFiles(message(files)));
    }

    @Override
    public void file(ByteWriter out, @Nullable String id, FileEntry file) {
        put(out, frame(id).setFile(message(file)));
    }

    @Override
    public void fileEnd(ByteWriter out, @Nullable String id) {
        put(out, frame(id).setFileEnd(FileEnd.getDefaultInstance()));
    }

    @Override
    public void chatJoined(ByteWriter out, @Nullable String id, String room, List<String> members) {
        put(out, frame(id).setChatJoined(joined(room, members)));
    }

    @Override
    public void chatSaid(ByteWriter out, @Nullable String id) {
        put(out, frame(id).setChatSaid(ChatSaid.getDefaultInstance()));
    }

    @Override
    public void chatLeft(ByteWriter out, @Nullable String id, String room) {
        put(out, frame(id).setChatLeft(ChatLeft.newBuilder().setRoom(room)));
    }

    @Override
    public void chatPush(ByteWriter out, ChatEvent event) {
        put(out, frame(null).setChat(message(event)));
    }

    @Override
    public void game(ByteWriter out, @Nullable String id, GameResult result) {
        put(out, frame(id).setGame(message(result)));
    }

    @Override
    public void gamePush(ByteWriter out, GameResult result) {
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

    /** Appends what a call of chat is told of {@code event}. */
    public static void callPush(ByteWriter out, ChatEvent event) {
        out.put(reply(event).toByteArray());
    }

    /** Appends what a call of the game is told when a round is over. */
    public static void callPush(ByteWriter out, GameResult result) {
        out.put(message(result).toByteArray());
    }

    private static ServerFrame.Builder frame(@Nullable String id) {
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        return id == null ? frame : frame.setId(id);
    }

    private static void put(ByteWriter out, ServerFrame.Builder frame) {
        out.put(frame.build().toByteArray());
    }
}
