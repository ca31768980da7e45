/** What a cluster needs that no machine here can hold, reckoned from what was measured of a small one. */
@NullMarked
package io.quotegate.bench.model;

import org.jspecify.annotations.NullMarked;
