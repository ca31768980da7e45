package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgetfulFactoryTest {
    private final ForgetfulFactory factory = (ForgetfulFactory) Utf8Json.factory("op", "pairs");

    private List<String> names(String json) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = factory.createParser(json.getBytes(UTF_8))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(parser.currentName());
                }
            }
        }
        return names;
    }

    @Test
    void remembersNothingThatPeersMakeUp() throws IOException {
        assertThat(factory.names()).isEqualTo(2);
        for (int i = 0; i < 10_000; i++) {
            String name = "name-" + i;
            assertThat(names("{\"op\":1,\"" + name + "\":{\"in" + i + "\":[]}}"))
                    .containsExactly("op", name, "in" + i);
        }
        StringBuilder many = new StringBuilder("{\"pairs\":1");
        for (int i = 0; i < 10_000; i++) {
            many.append(",\"n").append(i).append("\":").append(i);
        }
        assertThat(names(many.append('}').toString())).hasSize(10_001);
        assertThat(factory.names()).isEqualTo(2);
    }

    @Test
    void remembersNothingOfWhatIsBroken() {
        assertThatThrownBy(() -> names("{\"a\":1,\"b\":2,")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> names("{\"c\":1 \"d\"")).isInstanceOf(IOException.class);
        assertThat(factory.names()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"%s\":1}", "{\"op\":{\"in\":[{\"%s\":1}]}}"})
    void refusesNamesThatAreTooLongWhereverTheyStand(String json) throws IOException {
        for (String character : List.of("x", "é", "\u4e00", "\\u0078")) {
            assertThat(names(json.formatted(character.repeat(64))))
                    .last()
                    .asString()
                    .hasSize(64);
            assertThatThrownBy(() -> names(json.formatted(character.repeat(65))))
                    .isInstanceOf(StreamConstraintsException.class);
        }
        assertThatThrownBy(() -> names(json.formatted("x".repeat(100_000))))
                .isInstanceOf(StreamConstraintsException.class);
    }

    @Test
    void refusesThemAlsoWhereOnlyNamesAreAskedFor() throws IOException {
        String json = "{\"" + "x".repeat(65) + "\":1}";
        try (JsonParser parser = factory.createParser(json.getBytes(UTF_8))) {
            parser.nextToken();
            assertThatThrownBy(parser::nextFieldName).isInstanceOf(StreamConstraintsException.class);
        }
        assertThat(new ForgetfulFactory(new JsonFactoryBuilder()).names()).isZero();
    }
}
