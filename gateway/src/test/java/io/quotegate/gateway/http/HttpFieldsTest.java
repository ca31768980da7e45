package io.quotegate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;

class HttpFieldsTest {
    private static final AsciiString A = AsciiString.of("a");
    private static final AsciiString B = AsciiString.of("b");

    @Test
    void keepTheirOrder() {
        HttpFields fields =
                HttpFields.builder(0).add(A, "1").add(B, "2").add(A, "3").build();
        assertThat(fields.count()).isEqualTo(3);
        assertThat((CharSequence) fields.name(2)).isEqualTo(A);
        assertThat((CharSequence) fields.value(2)).hasToString("3");
        assertThat((CharSequence) fields.get(A)).hasToString("1");
        assertThat(fields.list(A)).isEqualTo("1,3");
        assertThat(fields.list(B)).isEqualTo("2");
        assertThat(fields).hasToString("[a, 1, b, 2, a, 3]");
    }

    @Test
    void knowWhatIsNotThere() {
        assertThat((CharSequence) HttpFields.NONE.get(A)).isNull();
        assertThat(HttpFields.NONE.list(A)).isNull();
        assertThat(HttpFields.NONE.contains(A)).isFalse();
        assertThat(HttpFields.of(A, B).contains(A)).isTrue();
        assertThat(HttpFields.of(A, B).contains(B)).isFalse();
    }

    @Test
    void growAsFarAsTheyHaveTo() {
        HttpFields.Builder builder = HttpFields.builder(1);
        for (int i = 0; i < 100; i++) {
            builder.add(AsciiString.of("n" + i), "v" + i);
        }
        HttpFields fields = HttpFields.builder(3).addAll(builder.build()).build();
        assertThat(fields.count()).isEqualTo(100);
        assertThat((CharSequence) fields.get(AsciiString.of("n99"))).hasToString("v99");
        assertThat(fields.toArray()).hasSize(200);
    }

    @Test
    void comeInPairs() {
        assertThatThrownBy(() -> HttpFields.of(A)).isInstanceOf(IllegalArgumentException.class);
    }
}
