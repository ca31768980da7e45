/**
 * Connections of load tests, ours and the bench's: they must be so cheap that the server is what is measured. Starting
 * point: {@link io.quotegate.cli.wire.WireConnection}.
 */
@NullMarked
package io.quotegate.cli.wire;

import org.jspecify.annotations.NullMarked;
