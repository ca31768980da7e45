package io.quotegate.gateway.operation;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ClientRequest;
import io.quotegate.gateway.chat.ChatMember;
import io.quotegate.gateway.chat.LoopChat;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.chat.RoomEntry;
import org.jspecify.annotations.Nullable;

/** Chat on one streaming connection. Confined to its event loop. */
final class ChatOperations {
    private final Answers answers;
    private final LoopContext loop;
    private final PerLoop<LoopChat> chat;

    private @Nullable ChatMember member; // null until it first asks for a room
    private WireFormat format = WireFormat.LINE_JSON; // of what it is told

    ChatOperations(Answers answers, LoopContext loop, PerLoop<LoopChat> chat) {
        this.answers = answers;
        this.loop = loop;
        this.chat = chat;
    }

    private ChatMember member() {
        ChatMember known = member;
        if (known == null) {
            known = chat.on(loop).member(message -> message.send(answers.outlet(), format));
            member = known;
        }
        return known;
    }

    void join(ClientRequest.ChatJoin request) {
        member().join(request.room(), request.user())
                .onAnswer(entry -> onJoined(request.id(), entry))
                .onRefusal(refusal -> answers.refuse(request.id(), refusal));
    }

    private void onJoined(@Nullable String id, RoomEntry entry) {
        format = answers.format();
        answers.encoder().chat().joined(answers.payload(), id, entry.room(), entry.members());
        answers.write();
        for (ChatEvent event : entry.before()) {
            answers.encoder().chat().push(answers.payload(), event);
            answers.write();
        }
    }

    void say(ClientRequest.ChatSay request) {
        member().say(request.text())
                .onAnswer(said -> onSaid(request.id()))
                .onRefusal(refusal -> answers.refuse(request.id(), refusal));
    }

    /** Who gave no id hears it from the room alone. */
    private void onSaid(@Nullable String id) {
        if (id != null) {
            answers.encoder().chat().said(answers.payload(), id);
            answers.write();
        }
    }

    void leave(ClientRequest.ChatLeave request) {
        answers.write(
                request.id(),
                member().leave(),
                room -> answers.encoder().chat().left(answers.payload(), request.id(), room));
    }

    /** Whether the client is in a room. */
    boolean holdsName() {
        return member != null && member.isInRoom();
    }

    /** The client is gone. */
    void close() {
        if (member != null) {
            member.close();
        }
    }
}
