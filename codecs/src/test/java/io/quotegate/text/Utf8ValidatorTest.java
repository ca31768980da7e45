package io.quotegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8ValidatorTest {
    @Test
    void agreesWithTheJdkOnEveryTwoAndThreeByteSequence() {
        byte[] bytes = new byte[3];
        for (int i = 0; i < 1 << 16; i++) {
            bytes[0] = (byte) (i >> 8);
            bytes[1] = (byte) i;
            for (int third : new int[] {0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF}) {
                bytes[2] = (byte) third;
                assertThat(Utf8Validator.isValid(bytes, 0, 3))
                        .as("%x %x", i, third)
                        .isEqualTo(jdkAccepts(bytes));
            }
        }
    }

    @Test
    void agreesWithTheJdkOnRandomTextWithAFewBytesChanged() {
        Random random = new Random(7);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.appendCodePoint(randomCodePoint(random));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(Utf8Validator.isValid(bytes, 0, bytes.length)).isEqualTo(jdkAccepts(bytes));
            assertThat(acceptsInPieces(bytes, random)).isEqualTo(jdkAccepts(bytes));
        }
    }

    @Test
    void findsABadByteAsSoonAsItComes() {
        Utf8Validator validator = new Utf8Validator();
        assertThat(validator.accept(new byte[] {(byte) 0xF4}, 0, 1)).isTrue();
        assertThat(validator.isComplete()).isFalse();
        assertThat(validator.accept(new byte[] {(byte) 0x90}, 0, 1))
                .as("beyond U+10FFFF")
                .isFalse();
    }

    private static int randomCodePoint(Random random) {
        int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
        return point >= 0xD800 && point <= 0xDFFF ? 'x' : point;
    }

    private static boolean acceptsInPieces(byte[] bytes, Random random) {
        Utf8Validator validator = new Utf8Validator();
        int at = 0;
        while (at < bytes.length) {
            int next = Math.min(bytes.length, at + 1 + random.nextInt(5));
            if (!validator.accept(bytes, at, next)) {
                return false;
            }
            at = next;
        }
        return validator.isComplete();
    }

    private static boolean jdkAccepts(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
