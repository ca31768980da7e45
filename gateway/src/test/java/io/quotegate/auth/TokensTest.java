package io.quotegate.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    @TempDir
    Path directory;

    private final Tokens tokens = new Tokens();

    private Path path() {
        return directory.resolve("tokens");
    }

    @Test
    void areNotNeededUntilAFileIsNamed() throws IOException {
        assertThat(tokens.table()).isSameAs(TokenTable.OFF);
        String token = new TokenFile(path()).add("alice", Right.USUAL);
        tokens.use(path());
        assertThat(tokens.table().find(token)).isNotNull();
        assertThat(tokens.stats().count()).isEqualTo(1);
        tokens.use(null);
        assertThat(tokens.table()).isSameAs(TokenTable.OFF);
        tokens.reload();
        assertThat(tokens.table()).isSameAs(TokenTable.OFF);
    }

    @Test
    void takeUpEveryChangeEvenOneOfTheSameSizeAndTime() throws IOException {
        String token = new TokenFile(path()).add("alice", Right.USUAL);
        tokens.use(path());
        TokenTable first = tokens.table();
        tokens.reload();
        assertThat(tokens.table()).as("of a file that did not change").isSameAs(first);
        FileTime time = Files.getLastModifiedTime(path());
        Files.writeString(path(), Files.readString(path()).replace("alice", "carol"));
        Files.setLastModifiedTime(path(), time);
        tokens.reload();
        assertThat(tokens.table().named("alice")).isNull();
        assertThat(tokens.table().find(token)).isNotNull();
        assertThat(tokens.stats().reloads.sum()).isEqualTo(1);
    }

    @Test
    void stayAsTheyWereWhenTheFileCannotBeUsed() throws IOException {
        new TokenFile(path()).add("alice", Right.USUAL);
        tokens.use(path());
        TokenTable first = tokens.table();
        String good = Files.readString(path());
        for (String bad : new String[] {"alice", "bob", ""}) {
            if (bad.isEmpty()) {
                Files.delete(path());
            } else {
                Files.writeString(path(), bad);
            }
            tokens.reload();
            tokens.reload();
            assertThat(tokens.table()).isSameAs(first);
        }
        assertThat(tokens.stats().reloadFailures.sum()).as("each said once").isEqualTo(3);
        Files.writeString(path(), good);
        tokens.reload();
        assertThat(tokens.table()).as("it is as it was").isSameAs(first);
        Files.writeString(path(), "");
        tokens.reload();
        assertThat(tokens.table().all()).as("of an empty file").isEmpty();
        assertThat(tokens.table()).isNotSameAs(TokenTable.OFF);
    }

    @Test
    void changeNothingWhenAnotherFileCannotBeUsed() throws IOException {
        new TokenFile(path()).add("alice", Right.USUAL);
        tokens.use(path());
        assertThatThrownBy(() -> tokens.use(directory.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not there (expected: made by quotegate token add NAME --file ");
        Path broken = Files.writeString(directory.resolve("broken"), "alice");
        assertThatThrownBy(() -> tokens.use(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1");
        assertThat(tokens.table().named("alice")).isNotNull();
        new TokenFile(path()).add("bob", Right.USUAL);
        tokens.reload();
        assertThat(tokens.table().named("bob"))
                .as("of the file that is used still")
                .isNotNull();
    }
}
