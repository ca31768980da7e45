package io.quotegate.gateway.operation;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.FileEntry;
import io.quotegate.api.InteractiveRequest;
import io.quotegate.codec.InteractiveEncoder;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.interactive.ChatMember;
import io.quotegate.gateway.interactive.GameSeat;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.interactive.SharedPush;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.service.chat.ChatOutcome;
import io.quotegate.service.game.GuessOutcome;
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
            error(id, ErrorCode.LIMIT, "files: the list that was asked for before is being read");
            return;
        }
        listing = true;
        services.files().list().whenCompleteAsync((files, failure) -> onList(id, listFormat, files), loop.eventLoop());
    }

    private void onList(@Nullable String id, WireFormat listFormat, @Nullable List<FileEntry> files) {
        listing = false;
        if (!closed) {
            format = listFormat;
            if (files == null) {
                error(id, ErrorCode.INTERNAL, "the gateway failed to answer");
            } else {
                write(answer -> answer.encoder().files(answer.out(), id, files));
            }
            outlet.flush();
        }
    }

    private void chat(@Nullable String id, InteractiveRequest request) {
        ChatMember chatting = member();
        if (request instanceof InteractiveRequest.ChatJoin join) {
            answer(id, chatting.join(join.room(), join.user()));
        } else if (request instanceof InteractiveRequest.ChatSay say) {
            answer(id, chatting.say(say.text()));
        } else {
            answer(id, chatting.leave());
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

    private void answer(@Nullable String id, ChatOutcome outcome) {
        if (outcome instanceof ChatOutcome.Joined joined) {
            chatFormat = format;
            write(answer -> answer.encoder().chatJoined(answer.out(), id, joined.room(), joined.members()));
            for (ChatEvent event : joined.before()) {
                write(answer -> answer.encoder().chatPush(answer.out(), event));
            }
        } else if (outcome instanceof ChatOutcome.Left left) {
            write(answer -> answer.encoder().chatLeft(answer.out(), id, left.room()));
        } else if (outcome instanceof ChatOutcome.Refused refused) {
            error(id, refused.code(), refused.message());
        } else if (id != null) {
            write(answer -> answer.encoder().chatSaid(answer.out(), id));
        }
    }

    private void guess(@Nullable String id, InteractiveRequest.Guess guess) {
        gameFormat = format;
        GuessOutcome outcome = seat().guess(guess.user(), guess.number());
        if (outcome instanceof GuessOutcome.Answered answered) {
            write(answer -> answer.encoder().game(answer.out(), id, answered.result()));
        } else if (outcome instanceof GuessOutcome.Refused refused) {
            error(id, refused.code(), refused.message());
        }
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

    private void error(@Nullable String id, ErrorCode code, String message) {
        ByteWriter payload = loop.writer().payload();
        loop.writer().encoder(format).error(payload, id, code, message);
        loop.writer().write(outlet, format, payload);
    }
}
