package io.quotegate.gateway.chat;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.Outcome;
import io.quotegate.gateway.fanout.SharedMessage;
import io.quotegate.service.chat.ChatUser;
import io.quotegate.service.chat.RoomEntry;

/** One connection in a chat. Confined to its event loop. */
public final class ChatMember {
    private final LoopChat loop;
    private final ChatUser user;
    private final LoopChat.Receiver receiver;

    private long heardSeq; // what is not newer on its way to the event loop was told otherwise

    ChatMember(LoopChat loop, ChatUser user, LoopChat.Receiver receiver) {
        this.loop = loop;
        this.user = user;
        this.receiver = receiver;
    }

    /** Into a room, under a name; what happens from now on is heard. */
    public Outcome<RoomEntry> join(String room, String name) {
        return user.join(room, name).onAnswer(entry -> {
            heardSeq = entry.seq();
            loop.add(room, this);
        });
    }

    /** Says something to everyone in the room. */
    public Outcome<ChatEvent> say(String text) {
        return user.say(text);
    }

    /** Out of the room, whose name is the answer; nothing more is heard. */
    public Outcome<String> leave() {
        return user.leave().onAnswer(room -> loop.remove(room, this));
    }

    /** Whether it is in a room, under a name. */
    public boolean isInRoom() {
        return user.room() != null;
    }

    /** The connection is gone. */
    public void close() {
        leave();
    }

    void hear(ChatEvent event, SharedMessage message) {
        if (event.seq() > heardSeq && event.room().equals(user.room())) {
            heardSeq = event.seq();
            receiver.onEvent(message);
        }
    }
}
