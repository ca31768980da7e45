package io.quotegate.gateway.fanout.book;

import io.quotegate.market.book.BookPush;

/** Hears what is to be told of books. On the event loop that follows them. */
@FunctionalInterface
public interface BookListener {
    /**
     * A message for all who want its book at a depth.
     *
     * @param message    valid only during the call
     * @param depthIndex which depth, see {@link io.quotegate.api.BookDepth#levels}
     * @param previous   the number of the message before it at that depth, see {@link LoopBooks#messages}
     */
    void onBook(BookPush message, int depthIndex, long previous);
}
