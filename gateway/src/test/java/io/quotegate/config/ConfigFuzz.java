package io.quotegate.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quotegate.config.fiat.FiatReader;
import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.Problems;
import io.quotegate.market.ReferenceRate;
import io.quotegate.market.ReferenceRates;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people write into a configuration: it is understood, or each thing that is wrong is told in one line. */
class ConfigFuzz {
    private static final ReferenceRates NONE = new ReferenceRates(LocalDate.EPOCH, "a test", List.of());
    private static final int LONGEST_LINE = 2_000;

    @FuzzTest(maxDuration = "1m")
    void file(byte[] bytes) {
        Problems problems = new Problems();
        Values values = new Values();
        boolean complete = YamlReader.read(
                new ConfigFile("f", new String(bytes, UTF_8)),
                problems,
                (setting, raw) -> values.put(setting, raw, problems));
        judge(values, problems);
        assertThat(complete || !problems.all().isEmpty()).isTrue();
    }

    /** A key, an equals sign and a value, and the same as a variable of the environment. */
    @FuzzTest(maxDuration = "1m")
    void argument(byte[] bytes) {
        String set = new String(bytes, UTF_8);
        Values values = new Values();
        Problems problems = new Problems();
        ArgumentReader.read(List.of(set), null, problems, (setting, raw) -> values.put(setting, raw, problems));
        judge(values, problems);
        int equals = set.indexOf('=');
        Setting<?> setting =
                equals < 0 ? null : SettingIndex.find(set.substring(0, equals).strip());
        if (setting != null) {
            Values fromVariable = new Values();
            Problems ofVariable = new Problems();
            EnvironmentReader.read(
                    Map.of(setting.variable(), set.substring(equals + 1)),
                    ofVariable,
                    (known, raw) -> fromVariable.put(known, raw, ofVariable));
            judge(fromVariable, ofVariable);
            assertThat(fromVariable.get(setting)).isEqualTo(values.get(setting));
            assertThat(ofVariable.all()).hasSameSizeAs(problems.all());
        }
    }

    private static void judge(Values values, Problems problems) {
        check(problems);
        CrossChecks.check(values, problems);
        check(problems);
        if (problems.all().isEmpty()) {
            assertThat(GatewayConfig.of(values, NONE).server()).isNotNull();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void fiat(byte[] bytes) {
        Problems problems = new Problems();
        ReferenceRates rates = FiatReader.read(new ConfigFile("f", new String(bytes, UTF_8)), problems);
        check(problems);
        checkRates(rates, problems);
    }

    private static void checkRates(@Nullable ReferenceRates rates, Problems problems) {
        assertThat(rates != null || !problems.all().isEmpty()).isTrue();
        if (rates != null && problems.all().isEmpty()) {
            for (ReferenceRate rate : rates.rates()) {
                assertThat(rate.rate().signum()).isPositive();
            }
        }
    }

    private static void check(Problems problems) {
        for (String line : problems.all()) {
            assertThat(line).isNotBlank().hasSizeLessThan(LONGEST_LINE);
            assertThat(line.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029'))
                    .as("one line without controls: %s", line)
                    .isFalse();
        }
    }
}
