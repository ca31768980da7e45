package io.quotegate.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFileTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                ".",
                "../x",
                "a/../../x",
                "a//b",
                "a/",
                "./a",
                "a\\b",
                "a/..\\..\\x"
            })
    void refusesNamesThatCouldLeadElsewhere(String name) {
        assertThatThrownBy(() -> LocalFile.of(name, home))
                .isInstanceOf(FileFailedException.class)
                .hasMessage("name: " + name + " (expected: one of files list)");
    }

    private static void write(LocalFile file, String content) throws IOException {
        try (LocalFile.Part part = file.append()) {
            part.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Test
    void takesItsPlaceInDirectoriesBelowWhenItIsWhole() throws IOException {
        LocalFile file = LocalFile.of("2026/11/a.txt", home.resolve("to"));
        assertThat(file.isThere()).isFalse();
        assertThat(file.partBytes()).isZero();
        file.prepare();
        write(file, "ab");
        write(file, "c");
        assertThat(file.partBytes()).isEqualTo(3);
        assertThat(file.partSha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        FileTime time = FileTime.fromMillis(1_000_000_000_000L);
        file.finish(time);
        assertThat(file.path()).isEqualTo(home.resolve("to/2026/11/a.txt")).hasContent("abc");
        assertThat(Files.getLastModifiedTime(file.path())).isEqualTo(time);
        assertThat(file.partBytes()).isZero();
    }

    @Test
    void goesByNoLinkOfWhateverKind() throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Path to = Files.createDirectory(home.resolve("to"));
        Files.createSymbolicLink(to.resolve("sub"), elsewhere);
        LocalFile below = LocalFile.of("sub/a", to);
        assertThatThrownBy(below::prepare)
                .hasMessage("cannot write " + to.resolve("sub/a") + ": " + to.resolve("sub") + " is a link");
        Path victim = Files.writeString(home.resolve("victim"), "mine");
        Files.createSymbolicLink(to.resolve("b.part"), victim);
        LocalFile linked = LocalFile.of("b", to);
        linked.prepare();
        assertThatThrownBy(linked::append).isInstanceOf(FileFailedException.class);
        assertThat(victim).hasContent("mine");
        assertThat(elsewhere).isEmptyDirectory();
        Files.createSymbolicLink(to.resolve("c"), victim);
        LocalFile replaced = LocalFile.of("c", to);
        replaced.prepare();
        write(replaced, "new");
        replaced.finish(null);
        assertThat(victim).hasContent("mine");
        assertThat(to.resolve("c")).hasContent("new").isRegularFile();
    }

    @Test
    void saysInWordsWhatIsInTheWay() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "x");
        assertThatThrownBy(() -> LocalFile.of("a", file).prepare())
                .hasMessage("cannot write " + file + ": it is there already, and is something else");
        assertThatThrownBy(() -> LocalFile.of("file/a", home).prepare())
                .hasMessage("cannot write " + file + ": it is there already, and is something else");
        Files.createDirectory(home.resolve("directory"));
        assertThatThrownBy(() -> LocalFile.of("directory", home).prepare())
                .hasMessage("cannot write " + home.resolve("directory") + ": it is a directory");
    }
}
