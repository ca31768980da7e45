/** What history costs: trades at a steady rate through the ring, the history thread and the store. */
@NullMarked
package io.quotegate.bench.history;

import org.jspecify.annotations.NullMarked;
