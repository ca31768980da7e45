package io.quotegate.service.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingNamesTest {
    private static final String NAME = "quotes_BTC-USDT_2026-11-26T01Z";

    @TempDir
    private Path directory;

    @Test
    void areOfAPairAndAnHour() {
        assertThat(RecordingNames.of(RecordingKind.QUOTES, "BTC-USDT", 498_793)).isEqualTo(NAME);
        assertThat(RecordingNames.kind(NAME)).isEqualTo(RecordingKind.QUOTES);
        assertThat(RecordingNames.kind("trades_BTC-USDT_2026-11-26T01Z")).isEqualTo(RecordingKind.TRADES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quotes.csv.gz",
                "quotes_BTC-USDT_2026-11-26T01Z.csv",
                "quotes_btc_2026-11-26T01Z.csv.gz",
                "notes_BTC-USDT_2026-11-26T01Z.csv.gz",
                ".quotes_BTC-USDT_2026-11-26T01Z.part"
            })
    void tellsARecordingFromWhateverElseIsOffered(String other) {
        assertThat(RecordingNames.isComplete(other)).isFalse();
        assertThat(RecordingNames.isComplete(NAME + ".csv.gz")).isTrue();
        assertThat(RecordingNames.isComplete(NAME + "_2.csv.gz")).isTrue();
    }

    @Test
    void findsFromAnUnfinishedOneWhatItWillBeCalled() throws IOException {
        for (String ending : new String[] {".part", "_2.part", "_3.part"}) {
            Path unfinished = RecordingNames.unfinished(directory, NAME);
            assertThat(unfinished).hasFileName('.' + NAME + ending);
            Files.createFile(unfinished);
            String hidden = unfinished.getFileName().toString();
            assertThat(RecordingNames.isUnfinished(hidden)).isTrue();
            assertThat(RecordingNames.ofUnfinished(hidden)).isEqualTo(NAME);
            assertThat(RecordingNames.isUnfinished(hidden + ".old")).isTrue();
            assertThat(RecordingNames.ofUnfinished(hidden + ".old")).isEqualTo(NAME);
        }
        String mended = RecordingNames.mended(directory, NAME).getFileName().toString();
        assertThat(RecordingNames.isMended(mended)).isTrue();
        assertThat(RecordingNames.isUnfinished(mended)).isFalse();
    }

    @Test
    void takesAFreeNameForAnHourThatWasBegunBefore() throws IOException {
        for (String ending : new String[] {"", "_2", "_3"}) {
            Path free = RecordingNames.complete(directory, NAME);
            assertThat(free).hasFileName(NAME + ending + ".csv.gz");
            Files.createFile(free);
        }
    }
}
