/**
 * Books of pairs, for who asks once. Starting point: {@link io.quotegate.service.books.BookService}.
 */
@NullMarked
package io.quotegate.service.books;

import org.jspecify.annotations.NullMarked;
