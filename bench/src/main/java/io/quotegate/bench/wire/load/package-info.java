/** The load: subscribers and requesters, on one event loop of a process of their own. */
@NullMarked
package io.quotegate.bench.wire.load;

import org.jspecify.annotations.NullMarked;
