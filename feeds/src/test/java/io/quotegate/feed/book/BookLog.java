package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.testkit.TreeBook;
import java.util.ArrayList;
import java.util.List;

/** Writes down what becomes of books. */
final class BookLog implements BookListener {
    final List<String> heard = new ArrayList<>();

    @Override
    public void onChange(KeptBook book, DepthUpdate change) {
        heard.add((change.snapshot ? "all " : "changes ") + TreeBook.shown(change.bids) + TreeBook.shown(change.asks));
    }

    @Override
    public void onStale(KeptBook book, BookFault fault) {
        heard.add("stale " + fault.wireName());
    }
}
