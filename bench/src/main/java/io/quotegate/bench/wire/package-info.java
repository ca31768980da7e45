/**
 * The wire benchmark: servers as processes of their own, each pinned to a core, and a load from another. Starting point:
 * {@link io.quotegate.bench.wire.WireCommand}.
 */
@NullMarked
package io.quotegate.bench.wire;

import org.jspecify.annotations.NullMarked;
