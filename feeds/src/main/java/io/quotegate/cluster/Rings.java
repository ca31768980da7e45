package io.quotegate.cluster;

import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;

/** The rings of a process, with their write ends, whose doorbells wake, and the tables beside them. Any thread. */
public record Rings(
        QuoteRing quotes,
        QuotePublisher publisher,
        TopOfBook topOfBook,
        BookRing books,
        BookPublisher bookPublisher,
        BookTable bookTable) {}
