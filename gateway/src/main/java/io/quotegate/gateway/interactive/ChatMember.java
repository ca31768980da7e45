package io.quotegate.gateway.interactive;

import io.quotegate.api.ChatEvent;
import io.quotegate.service.chat.ChatOutcome;
import io.quotegate.service.chat.ChatVisitor;

/** One connection in a chat. Confined to its event loop. */
public final class ChatMember {
    private final LoopChat loop;
    private final ChatVisitor visitor;
    private final LoopChat.Ear ear;

    private long heardSeq; // what is not newer on its way to the event loop was told otherwise

    ChatMember(LoopChat loop, ChatVisitor visitor, LoopChat.Ear ear) {
        this.loop = loop;
        this.visitor = visitor;
        this.ear = ear;
    }

    /** Into a room; what happens from now on is heard. */
    public ChatOutcome join(String room, String user) {
        ChatOutcome outcome = visitor.join(room, user);
        if (outcome instanceof ChatOutcome.Joined joined) {
            heardSeq = joined.seq();
            loop.add(room, this);
        }
        return outcome;
    }

    /** Says something to everyone in the room. */
    public ChatOutcome say(String text) {
        return visitor.say(text);
    }

    /** Out of the room; nothing more is heard. */
    public ChatOutcome leave() {
        ChatOutcome outcome = visitor.leave();
        if (outcome instanceof ChatOutcome.Left left) {
            loop.remove(left.room(), this);
        }
        return outcome;
    }

    /** The connection is gone. */
    public void close() {
        leave();
    }

    void hear(ChatEvent event, SharedPush push) {
        if (event.seq() > heardSeq && event.room().equals(visitor.room())) {
            heardSeq = event.seq();
            ear.onEvent(push);
        }
    }
}
