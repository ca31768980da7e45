package io.quotegate.bench.wire.load;

import io.quotegate.cli.wire.Traffic;

/** Traffic that knows how much of it there was. Confined to its event loop. */
interface CountedTraffic extends Traffic {
    /** Messages since the start. */
    long messages();
}
