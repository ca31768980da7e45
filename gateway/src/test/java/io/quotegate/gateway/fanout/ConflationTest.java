package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConflationTest {
    private final Conflation conflation = new Conflation();

    @Test
    void remembersWhatWasSentBeforeTheFirstThatWasSkipped() {
        assertThat(conflation.isEmpty()).isTrue();
        assertThat(conflation.next(0)).isEqualTo(-1);
        conflation.skip(3, 17);
        conflation.skip(3, 18);
        conflation.skip(9, 4);
        assertThat(conflation.isEmpty()).isFalse();
        assertThat(conflation.next(0)).isEqualTo(3);
        assertThat(conflation.sentSeq(3)).isEqualTo(17);
        assertThat(conflation.next(4)).isEqualTo(9);
        assertThat(conflation.sentSeq(9)).isEqualTo(4);
    }

    @Test
    void beginsAnewWithWhatIsMadeUpFor() {
        conflation.skip(3, 17);
        conflation.clear(3);
        assertThat(conflation.isEmpty()).isTrue();
        conflation.skip(3, 25);
        assertThat(conflation.sentSeq(3)).isEqualTo(25);
        conflation.clear(5);
        assertThat(conflation.isEmpty()).isFalse();
    }
}
