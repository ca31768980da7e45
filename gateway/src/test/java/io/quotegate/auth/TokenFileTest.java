package io.quotegate.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {
    private static final String HASH = "a".repeat(64);

    @TempDir
    Path directory;

    private Path path;
    private TokenFile file;

    @BeforeEach
    void name() {
        path = directory.resolve("below/tokens");
        file = new TokenFile(path);
    }

    @Test
    void keepsTheHashAndTellsTheTokenOnce() throws IOException {
        String token = file.add("alice", Set.of(Right.QUOTES, Right.ADMIN));
        assertThat(token).matches("qg_[A-Za-z0-9]{32}");
        assertThat(Files.readString(path)).doesNotContain(token.substring(3)).startsWith("# ");
        assertThat(file.tokens()).singleElement().satisfies(alice -> {
            assertThat(alice.name()).isEqualTo("alice");
            assertThat(alice.rights()).isEqualTo(EnumSet.of(Right.QUOTES, Right.ADMIN));
        });
        TokenTable table = TokenTable.of(file.tokens());
        assertThat(Objects.requireNonNull(table.find(token)).name()).isEqualTo("alice");
        assertThat(table.find(token + "x")).isNull();
        assertThat(table.find("")).isNull();
        assertThat(table.find("x".repeat(1_000_000))).isNull();
        assertThat(file.add("bob", Right.USUAL)).isNotEqualTo(token);
        assertThat(file.tokens()).extracting(Token::name).containsExactly("alice", "bob");
    }

    @Test
    void leavesOtherLinesAsTheyStand() throws IOException {
        file.add("alice", Right.USUAL);
        Files.writeString(path, Files.readString(path) + "\n  # Bob left.\nbroken line\n");
        assertThatThrownBy(() -> file.add("carol", Right.USUAL)).hasMessageContaining("line 5: 2 fields");
        file.revoke("alice"); // which must never be in the way of anything
        assertThat(Files.readString(path))
                .endsWith("\n  # Bob left.\nbroken line\n")
                .doesNotContain("alice");
        assertThatThrownBy(() -> file.revoke("alice")).hasMessage(path + ": has no token called alice");
        file.revoke("broken");
        file.add("carol", Right.USUAL);
        assertThatThrownBy(() -> file.add("carol", Right.USUAL))
                .hasMessageStartingWith(path + ": has a token called carol (expected: another name");
    }

    @Test
    void revokesNothingWhereThereIsNoFile() {
        assertThatThrownBy(() -> file.revoke("alice"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not there");
        assertThat(path).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isItsOwnersAloneUnlessItsGroupWasLetIn() throws IOException {
        file.add("alice", Right.USUAL);
        assertThat(permissions(path)).isEqualTo("rw-------");
        assertThat(permissions(path.resolveSibling("tokens.lock"))).isEqualTo("rw-------");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-r--"));
        file.add("bob", Right.USUAL);
        assertThat(permissions(path)).isEqualTo("rw-r-----");
        Path link = Files.createSymbolicLink(directory.resolve("link"), path);
        new TokenFile(link).add("carol", Right.USUAL);
        assertThat(link).isSymbolicLink();
        assertThat(file.tokens()).hasSize(3);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void losesNothingWhenManyChangeItAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> added = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> new TokenFile(path).add("name" + i, Right.USUAL)))
                    .toList();
            for (Future<String> one : added) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(file.tokens()).hasSize(40);
        try (var all = Files.list(path.getParent())) {
            assertThat(all.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("tokens", "tokens.lock");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice HASH quotes | line 2: 3 fields (expected: name, SHA-256, rights and time",
                "alice qg_secretsecretsecretsecretsecret quotes 2026-11-27T09:00:00Z | line 2: sha256 (expected: 64 hex",
                "alice HASH quotes,everything 2026-11-27T09:00:00Z | line 2: rights (expected: some of quotes, files,",
                "alice HASH token 2026-11-27T09:00:00Z | line 2: rights (expected: some of quotes, files,",
                "alice HASH quotes yesterday | line 2: time (expected: 2026-",
                "a/b HASH quotes 2026-11-27T09:00:00Z | line 2: name (expected: 1 to 64 letters",
                "first HASH quotes 2026-11-27T09:00:00Z | line 2: the name first stands in line 1 too",
                "second BASH quotes 2026-11-27T09:00:00Z | line 2: the token of second stands in line 1 too",
            })
    void saysWhichLineIsWrongWithoutRepeatingATokenThatMayStandInIt(String line, String problem) throws IOException {
        String first = "first " + "b".repeat(64) + " quotes 2026-11-27T09:00:00Z\n";
        Files.createDirectories(path.getParent());
        Files.writeString(path, first + line.replace("BASH", "b".repeat(64)).replace("HASH", HASH) + '\n');
        assertThatThrownBy(file::tokens)
                .hasMessageStartingWith(path + ": " + problem.strip())
                .hasMessageNotContaining("secret");
    }
}
