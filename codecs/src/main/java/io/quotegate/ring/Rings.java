package io.quotegate.ring;

/** The rings of a process, with their write ends, whose doorbells wake, and the tables beside them. Any thread. */
public record Rings(
        QuoteRing quotes,
        QuotePublisher publisher,
        TopOfBook topOfBook,
        BookRing books,
        BookPublisher bookPublisher,
        BookTable bookTable) {}
