package io.quotegate.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileFetcherTest {
    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path home;

    private final List<String> notes = new ArrayList<>();
    private int listed;

    private final FileFetcher.Progress progress = new FileFetcher.Progress() {
        @Override
        public void begin(String name, long sizeBytes, long haveBytes) {
            notes.add(name + ' ' + haveBytes + " of " + sizeBytes);
        }

        @Override
        public void at(long haveBytes) {
            notes.add(String.valueOf(haveBytes));
        }

        @Override
        public void note(String name, String what) {
            notes.add(name + ": " + what);
        }

        @Override
        public void end() {
            notes.add("end");
        }
    };

    /** A gateway that offers {@code x/abc} and tells its hash in the list, but not before it was asked so often. */
    private String answer(JsonNode request, int slowness) {
        if (request.path("op").asText().equals("files")) {
            listed++;
            String hash = listed > slowness ? '"' + SHA_OF_ABC + '"' : "null";
            return "{\"event\":\"files\",\"data\":[{\"name\":\"x/abc\",\"size\":3,\"modified\":1000000,\"sha256\":"
                    + hash + "}]}";
        }
        String name = request.path("name").asText();
        return name.equals("x/abc")
                ? "{\"event\":\"file\",\"name\":\"x/abc\",\"size\":3,\"sha256\":null}\nab\nc\n{\"event\":\"file-end\"}"
                : "{\"event\":\"error\",\"code\":\"unknown_file\",\"message\":\"unknown file: " + name + "\"}";
    }

    private FileFetcher.Fetched fetch(String name, int slowness) throws IOException, InterruptedException {
        try (ScriptedGateway gateway = new ScriptedGateway(request -> answer(request, slowness))) {
            return new FileFetcher(GatewayAddress.plain(ScriptedGateway.HOST, gateway.port()), progress)
                    .fetch(name, home);
        }
    }

    @Test
    void keepsAFileInADirectoryBelowWithItsTime() throws Exception {
        FileFetcher.Fetched fetched = fetch("x/abc", 0);
        assertThat(fetched.said()).isEqualTo(home.resolve("x/abc") + ": complete, SHA-256 verified");
        assertThat(home.resolve("x/abc")).hasContent("abc");
        assertThat(home.resolve("x/abc").toFile().lastModified()).isEqualTo(1000);
        assertThat(notes).containsExactly("x/abc 0 of 3", "2", "3", "end");
    }

    @Test
    void saysThatItWaitsForTheHashOfTheGateway() throws Exception {
        fetch("x/abc", 5);
        assertThat(notes).contains("x/abc: waiting for the gateway to compute the SHA-256");
        assertThat(home.resolve("x/abc")).hasContent("abc");
    }

    @Test
    void failsAtOnceWithoutAGateway() {
        FileFetcher fetcher = new FileFetcher(GatewayAddress.plain(ScriptedGateway.HOST, 1), progress);
        assertThatThrownBy(() -> fetcher.fetch("x/abc", home)).hasMessageStartingWith("cannot connect to ");
        assertThat(notes).containsExactly("end");
    }

    @Test
    void failsAtOnceWhereItIsRefused() {
        assertThatThrownBy(() -> fetch("none", 0))
                .isInstanceOf(RefusedException.class)
                .hasMessage("unknown file: none (unknown_file)");
    }
}
