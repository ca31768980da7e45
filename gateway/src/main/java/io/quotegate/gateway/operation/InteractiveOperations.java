package io.quotegate.gateway.operation;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.FileEntry;
import io.quotegate.api.InteractiveRequest;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.codec.InteractiveEncoder;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.interactive.ChatMember;
import io.quotegate.gateway.interactive.GameSeat;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.interactive.SharedPush;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.service.chat.RoomEntry;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations of files, chat and game, of one streaming connection. Confined to its event loop. */
final class InteractiveOperations {
    private final DownloadGate outlet;
    private final LoopContext loop;
    private final Interactive services;
    private final ContentStream content;

    private @Nullable ChatMember member; // null until it first asks for a room
    private @Nullable GameSeat seat; // null until it first plays or listens
    private WireFormat chatFormat = WireFormat.LINE_JSON;
    private WireFormat gameFormat = WireFormat.LINE_JSON;
    private WireFormat format = WireFormat.LINE_JSON; // of the request at hand
    private boolean listing;
    private boolean closed;

    InteractiveOperations(DownloadGate outlet, LoopContext loop, Interactive services, Subscriber subscriber) {
        this.outlet = outlet;
        this.loop = loop;
        this.services = services;
        content = new ContentStream(outlet, loop, services, subscriber);
    }

    /** Whether a file was asked for and has not been sent. */
    boolean isDownloading() {
        return content.isBusy();
    }

    /** Carries out what {@code wrapped} asks for, which came in {@code requestFormat}. */
    void perform(ClientRequest.Interactive wrapped, WireFormat requestFormat) {
        format = requestFormat;
        String id = wrapped.id();
        InteractiveRequest request = wrapped.request();
        if (request instanceof InteractiveRequest.File file) {
            content.begin(id, file, requestFormat);
        } else if (request instanceof InteractiveRequest.Files) {
            list(id, requestFormat);
        } else if (request instanceof InteractiveRequest.Guess guess) {
            guess(id, guess);
        } else if (request instanceof InteractiveRequest.Winners winners) {
            write(answer ->
                    answer.encoder().winners(answer.out(), id, services.game().winners(winners.limit())));
        } else {
            chat(id, request);
        }
    }

    private void list(@Nullable String id, WireFormat listFormat) {
        if (listing) {
            error(id, new Refusal(ErrorCode.LIMIT, "files: the list that was asked for before is being read"));
            return;
        }
        listing = true;
        services.files().list().thenAcceptAsync(outcome -> onList(id, listFormat, outcome), loop.eventLoop());
    }

    private void onList(@Nullable String id, WireFormat listFormat, Outcome<List<FileEntry>> outcome) {
        listing = false;
        if (!closed) {
            format = listFormat;
            outcome.onRefusal(refusal -> error(id, refusal))
                    .onAnswer(files -> write(answer -> answer.encoder().files(answer.out(), id, files)));
            outlet.flush();
        }
    }

    private void chat(@Nullable String id, InteractiveRequest request) {
        ChatMember chatting = member();
        if (request instanceof InteractiveRequest.ChatJoin join) {
            chatting.join(join.room(), join.user())
                    .onAnswer(entry -> onJoined(id, entry))
                    .onRefusal(refusal -> error(id, refusal));
        } else if (request instanceof InteractiveRequest.ChatSay say) {
            chatting.say(say.text()).onAnswer(said -> onSaid(id)).onRefusal(refusal -> error(id, refusal));
        } else {
            chatting.leave()
                    .onAnswer(room -> write(answer -> answer.encoder().chatLeft(answer.out(), id, room)))
                    .onRefusal(refusal -> error(id, refusal));
        }
    }

    private ChatMember member() {
        ChatMember known = member;
        if (known == null) {
            known = services.on(loop).chat().member(push -> push.send(outlet, chatFormat));
            member = known;
        }
        return known;
    }

    private void onJoined(@Nullable String id, RoomEntry entry) {
        chatFormat = format;
        write(answer -> answer.encoder().chatJoined(answer.out(), id, entry.room(), entry.members()));
        for (ChatEvent event : entry.before()) {
            write(answer -> answer.encoder().chatPush(answer.out(), event));
        }
    }

    private void onSaid(@Nullable String id) {
        if (id != null) {
            write(answer -> answer.encoder().chatSaid(answer.out(), id));
        }
    }

    private void guess(@Nullable String id, InteractiveRequest.Guess guess) {
        gameFormat = format;
        seat().guess(guess.user(), guess.number())
                .onAnswer(result -> write(answer -> answer.encoder().game(answer.out(), id, result)))
                .onRefusal(refusal -> error(id, refusal));
    }

    private GameSeat seat() {
        GameSeat known = seat;
        if (known == null) {
            known = services.on(loop).game().seat(push -> push.send(outlet, gameFormat));
            seat = known;
        }
        return known;
    }

    /** The end of every round is told from now on. */
    void listenToGame(WireFormat requestFormat) {
        gameFormat = requestFormat;
        seat().listen();
    }

    void listenToGameNoMore() {
        seat().listenNoMore();
    }

    /** The client takes bytes again. */
    void onWritable() {
        content.onWritable();
    }

    /** The client is gone. */
    void close() {
        closed = true;
        content.close();
        if (member != null) {
            member.close();
        }
        if (seat != null) {
            seat.close();
        }
    }

    private record Answer(InteractiveEncoder encoder, ByteWriter out) {}

    private void write(Consumer<Answer> answer) {
        ByteWriter payload = loop.writer().payload();
        answer.accept(new Answer(SharedPush.encoder(format), payload));
        loop.writer().write(outlet, format, payload);
    }

    private void error(@Nullable String id, Refusal refusal) {
        ByteWriter payload = loop.writer().payload();
        loop.writer().encoder(format).error(payload, id, refusal);
        loop.writer().write(outlet, format, payload);
    }
}
