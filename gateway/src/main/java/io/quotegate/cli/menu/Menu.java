package io.quotegate.cli.menu;

import io.quotegate.cli.client.FileFetcher;
import io.quotegate.cli.client.GatewayAddress;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.text.FailureText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The interactive menu: asks what to do and does it, until told to end. Confined to one thread. */
public final class Menu implements AutoCloseable {
    private static final String PROMPT = "quotegate>";
    private static final String QUIT = "0";
    private static final String HELP = "?";
    private static final String EXPECTED = "a number from 0 to 9";

    private final Console console;
    private final LastingClient client;
    private final List<Choice> choices;

    /** What the user can choose, and what is done then. */
    private record Choice(String key, String name, Action action) {}

    /** What a choice does. */
    private interface Action {
        void perform() throws IOException;
    }

    private Menu(Console console, LastingClient client, FileFetcher fetcher) {
        this.console = console;
        this.client = client;
        MarketChoices market = new MarketChoices(console, client);
        GameChoice game = new GameChoice(console, client);
        choices = List.of(
                new Choice("1", "list all coins", market::listAll),
                new Choice("2", "look one up", market::lookUp),
                new Choice("3", "indicators of a pair", market::indicators),
                new Choice("4", "convert", market::convert),
                new Choice("5", "files", new FileChoice(console, client, fetcher)::perform),
                new Choice("6", "chat", new ChatChoice(console, client)::perform),
                new Choice("7", "game", game::perform),
                new Choice("8", "winners of the game", game::winners),
                new Choice("9", "candles of a pair", market::candles),
                new Choice("=", "exact numbers, or short ones again", market::toggleExact),
                new Choice(QUIT, "quit", () -> {}));
    }

    /**
     * Connects to a gateway.
     *
     * @throws IOException if there is none
     */
    public static Menu open(GatewayAddress gateway, FileFetcher.Progress progress, BufferedReader in, PrintWriter out)
            throws IOException {
        Console console = new Console(in, out, Editor.open());
        LastingClient client = LastingClient.open(gateway, console::say);
        return new Menu(console, client, new FileFetcher(gateway, progress));
    }

    /**
     * Returns when the user has had enough, or there is no more input.
     *
     * @return whether that was by Ctrl-C
     */
    public boolean run() throws IOException {
        try {
            list();
            for (String key = ask(); !key.equals(QUIT); key = ask()) {
                attempt(key);
            }
        } catch (InterruptedInputException e) {
            return true;
        } catch (EndOfInputException e) {
            // As good as a 0.
        }
        console.say("Goodbye.");
        return false;
    }

    private String ask() throws IOException {
        return console.ask(PROMPT);
    }

    private void list() {
        choices.forEach(choice -> console.say(choice.key() + "  " + choice.name()));
        console.say(HELP + "  this list");
    }

    private void attempt(String key) throws EndOfInputException {
        try {
            perform(key);
        } catch (EndOfInputException e) {
            throw e;
        } catch (IOException e) {
            console.say("That did not work: "
                    + (e instanceof RefusedException refused ? refused.reason() : FailureText.of(e)));
        }
    }

    private void perform(String key) throws IOException {
        if (key.isEmpty()) {
            return;
        }
        if (key.equals(HELP)) {
            list();
            return;
        }
        for (Choice choice : choices) {
            if (choice.key().equals(key)) {
                choice.action().perform();
                return;
            }
        }
        console.say("No such choice: " + key + " (expected: " + EXPECTED + ", or " + HELP + " to see what they are)");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
