/** A run of chaos: the processes, what is known of them, and what must hold. */
@NullMarked
package io.quotegate.bench.chaos.run;

import org.jspecify.annotations.NullMarked;
