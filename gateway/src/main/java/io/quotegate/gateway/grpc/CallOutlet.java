package io.quotegate.gateway.grpc;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.http.HttpStream;

/**
 * Where a call's answer goes, and in which framing the fan-out writes to it. Confined to the call's event loop.
 *
 * @param lasting run by a service that pushes for as long as the client listens, so that nobody waits for an end
 */
public record CallOutlet(HttpStream stream, WireFormat format, Runnable lasting) {}
