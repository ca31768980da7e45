package io.quotegate.cli.menu;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.FileFetcher;
import io.quotegate.cli.client.LastingClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The interactive menu: asks what to do and does it, until told to end. Confined to one thread. */
public final class Menu implements AutoCloseable {
    private static final List<String> CHOICES = List.of(
            "1  list all coins",
            "2  look one up",
            "3  indicators of a pair",
            "4  convert",
            "5  files",
            "6  chat",
            "7  game",
            "0  quit");

    private final Console console;
    private final LastingClient client;
    private final MarketChoices market;
    private final FileChoice files;
    private final ChatChoice chat;
    private final GameChoice game;

    private Menu(Console console, LastingClient client, FileFetcher fetcher) {
        this.console = console;
        this.client = client;
        market = new MarketChoices(console, client);
        files = new FileChoice(console, client, fetcher);
        chat = new ChatChoice(console, client);
        game = new GameChoice(console, client);
    }

    /**
     * Connects to a gateway.
     *
     * @throws IOException if there is none
     */
    public static Menu open(String host, int port, FileFetcher.Progress progress, BufferedReader in, PrintWriter out)
            throws IOException {
        Console console = new Console(in, out);
        LastingClient client = LastingClient.open(host, port, console::say);
        return new Menu(console, client, new FileFetcher(host, port, progress));
    }

    /** Returns when the user has had enough, or there is no more input. */
    public void run() throws IOException {
        try {
            for (String choice = choice(); !choice.equals("0"); choice = choice()) {
                attempt(choice);
            }
        } catch (EndOfInputException e) {
            // As good as a 0.
        }
        console.say("Goodbye.");
    }

    private String choice() throws IOException {
        CHOICES.forEach(console::say);
        return console.ask("What would you like to do?");
    }

    private void attempt(String choice) throws EndOfInputException {
        try {
            perform(choice);
        } catch (EndOfInputException e) {
            throw e;
        } catch (IOException e) {
            console.say("That did not work: " + e.getMessage());
        }
    }

    private void perform(String choice) throws IOException {
        switch (choice) {
            case "1" -> market.listAll();
            case "2" -> market.lookUp();
            case "3" -> market.indicators();
            case "4" -> market.convert();
            case "5" -> files.perform();
            case "6" -> chat.perform();
            case "7" -> game.perform();
            default -> console.say("No such choice: " + choice + " (expected: a number from 0 to 7)");
        }
    }

    /** Whether {@code answer} is an error, which is then told. */
    static boolean isRefused(JsonNode answer, Console console) {
        boolean error = answer.path("event").asText().equals("error");
        if (error) {
            console.say(
                    answer.path("message").asText() + " (" + answer.path("code").asText() + ')');
        }
        return error;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
