package io.quotegate.cli.menu;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.FileFetcher;
import io.quotegate.cli.client.LastingClient;
import io.quotegate.cli.print.AlignedRows;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The choice that lists and fetches files. Confined to the menu's thread. */
final class FileChoice {
    private static final AlignedRows ROWS = AlignedRows.of(left(48), right(20));

    private final Console console;
    private final LastingClient client;
    private final FileFetcher fetcher;

    FileChoice(Console console, LastingClient client, FileFetcher fetcher) {
        this.console = console;
        this.client = client;
        this.fetcher = fetcher;
    }

    void perform() throws IOException {
        JsonNode answer = client.ask(LastingClient.request().put("op", "files"));
        if (console.isRefused(answer)) {
            return;
        }
        for (JsonNode file : answer.path("data")) {
            console.say(ROWS.row(file.path("name").asText(), file.path("size").asText() + " bytes"));
        }
        if (answer.path("data").isEmpty()) {
            console.say("There are no files.");
            return;
        }
        String name = console.ask("Which one to fetch? (nothing for none)");
        if (!name.isEmpty()) {
            fetch(name, console.ask("Into which directory? (nothing for this one)"));
        }
    }

    private void fetch(String name, String directory) throws IOException {
        try {
            console.say(fetcher.fetch(name, Path.of(directory)).said());
        } catch (InvalidPathException e) {
            console.say("No such directory: " + directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
