package io.quotegate.codec.sbe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.codec.sbe.v1.StatusReason;
import io.quotegate.codec.sbe.v1.StatusType;
import io.quotegate.codec.sbe.v1.Venue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/**
 * A client that was made with an older schema reads what is written now. The older schemas are kept beside the tests, each
 * as it was when it was given out, and never change.
 */
class SbeSchemaTest {
    private static final Path SCHEMA = Path.of("src/main/sbe/quotegate.xml");
    private static final Path FIRST = Path.of("src/test/resources/sbe/quotegate-1.xml");

    /** What stands behind all fields or is made of other parts, whose places and lengths are looked at. */
    private static final Set<Signal> MOVED_BY_OTHERS = EnumSet.of(
            Signal.BEGIN_MESSAGE,
            Signal.END_MESSAGE,
            Signal.BEGIN_GROUP,
            Signal.END_GROUP,
            Signal.BEGIN_COMPOSITE,
            Signal.END_COMPOSITE,
            Signal.BEGIN_VAR_DATA,
            Signal.END_VAR_DATA);

    static Ir read(String schema) {
        try {
            ParserOptions options = ParserOptions.builder().stopOnError(true).build();
            return new IrGenerator()
                    .generate(XmlSchemaParser.parse(new ByteArrayInputStream(schema.getBytes(UTF_8)), options));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String schema() throws IOException {
        return Files.readString(SCHEMA);
    }

    /** What {@code ir} had in its {@code version}, message by message, without the lengths that later fields add to. */
    private static List<String> told(Ir ir, int version) {
        List<String> told = new ArrayList<>();
        told.add(ir.id() + " " + ir.byteOrder());
        for (List<Token> message : ir.messages()) {
            boolean isNew = message.get(0).version() > version;
            message.stream()
                    .filter(token -> !isNew && token.version() <= version)
                    .map(SbeSchemaTest::shown)
                    .forEach(told::add);
        }
        return told;
    }

    private static String shown(Token token) {
        String place = MOVED_BY_OTHERS.contains(token.signal()) ? "" : token.offset() + " " + token.encodedLength();
        return token.signal() + " " + token.name() + ' ' + token.id() + ' '
                + token.encoding().primitiveType() + ' ' + token.encoding().presence() + ' '
                + token.encoding().constValue() + ' ' + place;
    }

    @Test
    void aClientOfTheFirstSchemaReadsWhatIsWrittenNow() throws IOException {
        assertThat(told(read(schema()), 1)).isEqualTo(told(read(Files.readString(FIRST)), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=\"int64\" description=\"Quotes of | type=\"int32\" description=\"Quotes of",
                "name=\"bidSize\" id=\"6\"              | name=\"bidSize\" id=\"66\"",
                "<validValue name=\"SELL\">1            | <validValue name=\"SELL\">2",
                "name=\"Trade\" id=\"2\"                | name=\"Trade\" id=\"7\"",
                "id=\"9180\"                            | id=\"9181\"",
                "byteOrder=\"littleEndian\"             | byteOrder=\"bigEndian\"",
                "<data name=\"pair\" id=\"8\"           | <field name=\"more\" id=\"99\" type=\"int64\"/><data name=\"pair\" id=\"8\""
            })
    void seesEveryChangeThatAnOlderClientWouldNotUnderstand(String from, String to) throws IOException {
        String text = schema().replace(from, to);
        assertThat(text).isNotEqualTo(schema());
        assertThat(told(read(text), 1)).isNotEqualTo(told(read(Files.readString(FIRST)), 1));
    }

    @Test
    void takesAFieldThatIsAddedAtTheEndWithItsVersion() throws IOException {
        String more = schema().replace("version=\"2\"", "version=\"3\"")
                .replaceFirst(
                        "(<data name=\"pair\" id=\"8\")",
                        "<field name=\"count\" id=\"10\" type=\"int64\" sinceVersion=\"3\"/>$1");
        assertThat(told(read(more), 1)).isEqualTo(told(read(Files.readString(FIRST)), 1));
    }

    @Test
    void everyVenueAndStatusHasItsNumber() {
        for (io.quotegate.market.Venue venue : io.quotegate.market.Venue.values()) {
            assertThat(Venue.get((short) venue.code())).hasToString(venue.name());
        }
        for (io.quotegate.market.StatusType type : io.quotegate.market.StatusType.values()) {
            assertThat(StatusType.get((short) type.ordinal())).hasToString(type.name());
        }
        for (io.quotegate.market.StatusReason reason : io.quotegate.market.StatusReason.values()) {
            assertThat(StatusReason.get((short) reason.ordinal())).hasToString(reason.name());
        }
    }

    @Test
    void isOfTheVersionThatItsClassesWereMadeFrom() throws IOException {
        Ir ir = read(schema());
        assertThat(MessageHeaderDecoder.SCHEMA_ID).isEqualTo(ir.id());
        assertThat(MessageHeaderDecoder.SCHEMA_VERSION).isEqualTo(ir.version());
        assertThat(read(Files.readString(FIRST)).version()).isEqualTo(1);
    }
}
