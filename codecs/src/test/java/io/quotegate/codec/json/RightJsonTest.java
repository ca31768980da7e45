package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Right;
import io.quotegate.text.ByteWriter;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"token\":\"qg_ab\"}", " {\"more\":{\"token\":\"no\"},\"token\":\"qg_ab\",\"list\":[1,{}]} "})
    void readsTheTokenWhateverIsBesideIt(String text) {
        assertThat(RightJson.token(text.getBytes(UTF_8))).isEqualTo("qg_ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "\"qg_ab\"",
                "{\"token\":5}",
                "{\"token\":\"qg_ab\"",
                "{\"other\":\"qg_ab\"}",
                "{}"
            })
    void findsNoneInAnythingElse(String text) {
        assertThat(RightJson.token(text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void saysWhoAClientIsAndWhatItMayDo() {
        ByteWriter out = new ByteWriter(64);
        RightJson.members(out, "a \"b\"", EnumSet.noneOf(Right.class));
        assertThat(out).hasToString("\"name\":\"a \\\"b\\\"\",\"rights\":[]");
        out.clear();
        RightJson.members(out, "bot", EnumSet.of(Right.values()[0], Right.values()[1]));
        assertThat(out)
                .hasToString("\"name\":\"bot\",\"rights\":[\"" + Right.values()[0].wireName() + "\",\""
                        + Right.values()[1].wireName() + "\"]");
    }
}
