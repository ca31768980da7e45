package io.quotegate.cli.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

/** The choice that chats, until the user leaves. Pushes come on the client's reading thread. */
final class ChatChoice {
    private static final Set<String> LEAVE = Set.of("/leave", "/quit");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Console console;
    private final LastingClient client;

    ChatChoice(Console console, LastingClient client) {
        this.console = console;
        this.client = client;
    }

    void perform() throws IOException {
        String room = console.ask("Which room? (nothing for lobby)");
        String user = console.ask("Under which name?");
        ObjectNode join = LastingClient.request()
                .put("op", "chat-join")
                .put("room", room.isEmpty() ? "lobby" : room)
                .put("user", user);
        client.onPush(this::show);
        try {
            JsonNode joined = client.ask(join.deepCopy());
            if (console.isRefused(joined)) {
                return;
            }
            console.say("In the room: " + names(joined) + ". Say something, or /leave. /quit does that, too.");
            client.onReturn(() -> joinAgain(join));
            console.converse(true);
            talk();
        } finally {
            console.converse(false);
            client.onPush(push -> {});
            client.onReturn(() -> {});
        }
    }

    private static String names(JsonNode joined) {
        StringBuilder names = new StringBuilder();
        for (JsonNode member : joined.path("members")) {
            names.append(names.isEmpty() ? "" : ", ").append(member.asText());
        }
        return names.toString();
    }

    private void joinAgain(ObjectNode join) {
        try {
            client.tellFirst(join);
        } catch (IOException e) {
            console.say("Not in the room any more: " + FailureText.of(e));
        }
    }

    private void talk() throws IOException {
        for (String line = console.listen(); !LEAVE.contains(line); line = console.listen()) {
            if (!line.isEmpty()) {
                say(line);
            }
        }
        client.ask(LastingClient.request().put("op", "chat-leave"));
        console.say("Left the room.");
    }

    /** It is shown when it comes back from the room, as everyone else sees it, and only then. */
    private void say(String line) {
        try {
            console.isRefused(
                    client.ask(LastingClient.request().put("op", "chat").put("text", line)));
        } catch (IOException e) {
            console.say("Not said: " + FailureText.of(e) + ": " + line);
        }
    }

    private void show(JsonNode push) {
        if (push.path("channel").asText().equals("chat")) {
            String user = push.path("user").asText();
            console.say(time(push)
                    + (push.has("type")
                            ? "* " + user + ' ' + push.path("type").asText()
                            : '<' + user + "> " + push.path("text").asText()));
        }
    }

    private static String time(JsonNode push) {
        JsonNode us = push.path("time");
        return us.isNumber() ? TIME.format(Instant.EPOCH.plus(us.asLong(), ChronoUnit.MICROS)) + ' ' : "";
    }
}
