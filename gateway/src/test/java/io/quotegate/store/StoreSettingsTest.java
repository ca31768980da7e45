package io.quotegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
    private static StoreSettings at(String path) {
        return new StoreSettings(path, Duration.ofDays(1), 1000);
    }

    @Test
    void haveAFileOfItsOwnForSimulatedVenuesWhereNobodyNamesOne() {
        StoreSettings unnamed = at(StoreSettings.DEFAULT);
        assertThat(unnamed.file(false)).isEqualTo(Path.of("data/quotegate.db"));
        assertThat(unnamed.file(true)).isEqualTo(Path.of("data/quotegate-simulated.db"));
        assertThat(unnamed.files()).containsExactly(unnamed.file(false), unnamed.file(true));
    }

    @Test
    void haveTheOneThatIsNamed() {
        assertThat(at("q.db").files()).containsExactly(Path.of("q.db"));
        assertThat(at("q.db").file(true)).isEqualTo(at("q.db").file(false));
        assertThat(at(StoreSettings.NONE).files()).isEmpty();
        assertThat(at("jdbc:postgresql://h/d").files()).isEmpty();
    }
}
