package io.quotegate.gateway.http.routes;

import io.quotegate.api.BookDepth;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.service.books.BookService;

/** Books over HTTP. Any thread. */
public final class BookRoutes {
    private final BookService books;

    public BookRoutes(BookService books) {
        this.books = books;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/books/{pair}", Right.QUOTES, "The book of a pair.", this::book);
    }

    private HttpAnswer book(HttpCall call) {
        String depth = call.text("depth");
        return call.answer(
                BookDepth.served(depth).flatMap(served -> books.book(call.parameter(), served)),
                call.loop().json()::bookObject);
    }
}
