package io.quotegate.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "port, port, 0",
        "prot, port, 1",
        "por, port, 1",
        "portt, port, 1",
        "pert, port, 1",
        "'', port, 4",
        "port, '', 4",
        "ca, abc, 3",
        "kitten, sitting, 3"
    })
    void countsLettersInsertedLeftOutReplacedAndSwapped(String from, String to, int expected) {
        assertThat(NearestName.distance(from, to)).isEqualTo(expected);
        assertThat(NearestName.distance(to, from)).isEqualTo(expected);
    }

    @Test
    void prefersTheFirstOfEquals() {
        NearestName.Candidate ab = new NearestName.Candidate("ab", "ab");
        NearestName.Candidate ac = new NearestName.Candidate("ac", "ac");
        assertThat(NearestName.of("ax", List.of(ab, ac))).isEqualTo("ab");
        assertThat(NearestName.of("ax", List.of(ac, ab))).isEqualTo("ac");
    }

    @Test
    void forgivesAForgottenSection() {
        NearestName.Candidate port = new NearestName.Candidate("server.port", "port");
        NearestName.Candidate pairs = new NearestName.Candidate("pairs", "pairs");
        assertThat(NearestName.of("port", List.of(pairs, port))).isEqualTo("server.port");
        assertThat(NearestName.of("pair", List.of(port, pairs))).isEqualTo("pairs");
    }
}
