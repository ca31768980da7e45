/**
 * The books that subscribers of one event loop want, each at the depths that they want it at, and what changes of them.
 * Starting point: {@link io.quotegate.gateway.fanout.book.LoopBooks}.
 */
@NullMarked
package io.quotegate.gateway.fanout.book;

import org.jspecify.annotations.NullMarked;
