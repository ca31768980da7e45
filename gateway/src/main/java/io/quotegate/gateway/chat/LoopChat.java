package io.quotegate.gateway.chat;

import io.netty.channel.EventLoop;
import io.quotegate.api.ChatEvent;
import io.quotegate.codec.proto.ChatProto;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.SharedMessage;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.session.NextTurn;
import io.quotegate.service.chat.ChatListener;
import io.quotegate.service.chat.ChatService;
import io.quotegate.text.ByteWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members that one event loop has in all rooms. Events come from whichever thread caused them, in their room's
 * order, and are handed over to the event loop in that order. Confined to it, but for what says otherwise.
 */
public final class LoopChat implements ChatListener {
    /** Most members that are told something before the loop looks at everything else again. */
    static final int MOST_A_TURN = 32;

    private final ChatService service;
    private final EventLoop loop;
    private final MessageWriter writer;
    private final Map<String, Set<ChatMember>> rooms = new HashMap<>();
    private final ArrayDeque<Broadcast> broadcasts = new ArrayDeque<>();
    private final NextTurn next = new NextTurn(this::goOn);

    LoopChat(ChatService service, EventLoop loop, MessageWriter writer) {
        this.service = service;
        this.loop = loop;
        this.writer = writer;
    }

    /** That of each event loop, in the rooms of {@code service}. */
    public static PerLoop<LoopChat> of(ChatService service) {
        return new PerLoop<>(loop -> new LoopChat(service, loop.eventLoop(), loop.writer()));
    }

    /** How a member is told. */
    @FunctionalInterface
    public interface Receiver {
        /** The message stays the caller's. */
        void onEvent(SharedMessage message);
    }

    /** A connection that may join a room, and hears through {@code receiver} when it has. */
    public ChatMember member(Receiver receiver) {
        return new ChatMember(this, service.user(this), receiver);
    }

    void add(String room, ChatMember member) {
        rooms.computeIfAbsent(room, missing -> new LinkedHashSet<>()).add(member);
    }

    void remove(String room, ChatMember member) {
        rooms.computeIfPresent(room, (name, members) -> {
            members.remove(member);
            return members.isEmpty() ? null : members;
        });
    }

    /** From any thread. */
    @Override
    public void onEvent(ChatEvent event) {
        loop.execute(() -> deliver(event));
    }

    private void write(ChatEvent event, WireFormat format, ByteWriter out) {
        if (format.isCall()) {
            ChatProto.callPush(out, event);
        } else {
            writer.encoder(format).chat().push(out, event);
        }
    }

    private void deliver(ChatEvent event) {
        Set<ChatMember> members = rooms.get(event.room());
        if (members == null) {
            return;
        }
        SharedMessage message = new SharedMessage(writer, (format, out) -> write(event, format, out));
        broadcasts.add(new Broadcast(event, message, List.copyOf(members).iterator())); // one that is closed leaves
        if (!next.isAwaited()) {
            goOn();
        }
    }

    /** Tells what is to be told, in its order, as far as a turn goes. */
    private void goOn() {
        int left = MOST_A_TURN;
        try {
            while (left > 0 && !broadcasts.isEmpty()) {
                Broadcast first = broadcasts.element();
                if (first.members().hasNext()) {
                    left--;
                    first.members().next().hear(first.event(), first.message());
                } else {
                    broadcasts.remove().message().close();
                }
            }
        } finally { // also where one of them fails
            if (!broadcasts.isEmpty()) {
                next.await(loop);
            }
        }
    }

    /** An event and the members that have still to hear of it. */
    private record Broadcast(ChatEvent event, SharedMessage message, Iterator<ChatMember> members) {}
}
