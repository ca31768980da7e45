package io.quotegate.cli.menu;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import io.quotegate.text.FailureText;
import java.io.IOException;

/** The choice that plays the game, until the user leaves. Pushes come on the client's reading thread. */
final class GameChoice {
    private static final AlignedRows WINNERS = AlignedRows.of(left(19), left(32), right(6));

    private final Console console;
    private final LastingClient client;

    GameChoice(Console console, LastingClient client) {
        this.console = console;
        this.client = client;
    }

    void perform() throws IOException {
        String user = console.ask("Under which name?");
        client.onPush(push -> {
            if (push.path("channel").asText().equals("game")) {
                console.say(push.path("message").asText());
            }
        });
        try {
            String guess = console.ask("Your number from 1 to 1000? (nothing to leave)");
            while (!guess.isEmpty()) {
                play(user, guess);
                guess = console.ask("Your number? (nothing to leave)");
            }
        } finally {
            client.onPush(push -> {});
        }
    }

    /** Says who won lately. */
    void winners() throws IOException {
        JsonNode answer = client.ask(LastingClient.request().put("op", "winners"));
        if (console.isRefused(answer)) {
            return;
        }
        if (answer.path("data").isEmpty()) {
            console.say("Nobody has won yet.");
        }
        for (JsonNode win : answer.path("data")) {
            console.say(WINNERS.row(
                    Cells.time(win, "time"),
                    Cells.text(win, "name"),
                    Cells.text(win, "number"),
                    Cells.text(win, "guesses") + " guesses"));
        }
    }

    private void play(String user, String guess) {
        try {
            int number = Integer.parseInt(guess);
            JsonNode answer = client.ask(
                    LastingClient.request().put("op", "guess").put("user", user).put("number", number));
            if (!console.isRefused(answer)) {
                console.say(answer.path("message").asText());
            }
        } catch (NumberFormatException e) {
            console.say("Not a number: " + guess);
        } catch (IOException e) {
            console.say("Not played: " + FailureText.of(e));
        }
    }
}
