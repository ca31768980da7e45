/** The servers that the gateway is compared with, and the simulated venues it is fed by; each a process of its own. */
@NullMarked
package io.quotegate.bench.wire.server;

import org.jspecify.annotations.NullMarked;
