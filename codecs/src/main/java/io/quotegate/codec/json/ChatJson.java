package io.quotegate.codec.json;

import static io.quotegate.codec.json.JsonEvents.event;

import io.quotegate.api.ChatEvent;
import io.quotegate.codec.ChatEncoder;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of chat as JSON. Stateless: any thread. */
final class ChatJson implements ChatEncoder {
    static final ChatJson ENCODER = new ChatJson();

    private ChatJson() {}

    @Override
    public void joined(ByteWriter out, @Nullable String id, String room, List<String> members) {
        event(out, "chat-joined", id).ascii(",\"room\":").jsonString(room).ascii(",\"members\":");
        JsonEvents.array(out, members, ByteWriter::jsonString);
        out.put('}');
    }

    @Override
    public void said(ByteWriter out, @Nullable String id) {
        event(out, "chat", id).put('}');
    }

    @Override
    public void left(ByteWriter out, @Nullable String id, String room) {
        event(out, "chat-left", id).ascii(",\"room\":").jsonString(room).put('}');
    }

    @Override
    public void push(ByteWriter out, ChatEvent event) {
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
}
