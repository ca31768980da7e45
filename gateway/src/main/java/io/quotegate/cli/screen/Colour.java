package io.quotegate.cli.screen;

/** Colours of text (ECMA-48 §8.3.117). */
enum Colour {
    NONE(""),
    GREEN("\u001b[32m"),
    RED("\u001b[31m"),
    YELLOW("\u001b[33m");

    private static final String RESET = "\u001b[m";

    private final String sequence;

    Colour(String sequence) {
        this.sequence = sequence;
    }

    String paint(String text) {
        return this == NONE ? text : sequence + text + RESET;
    }
}
