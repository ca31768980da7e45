/** What may never happen between threads, tried millions of times. */
@NullMarked
package io.quotegate.bench.stress;

import org.jspecify.annotations.NullMarked;
