package io.quotegate.gateway.grpc;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.http.HttpStream;
import java.util.function.Consumer;

/**
 * Where a call's answer goes, and in which framing the fan-out writes to it. Confined to the call's event loop.
 *
 * @param ongoing told by a service that it pushes
 */
public record CallOutlet(HttpStream stream, WireFormat format, Consumer<OngoingCall> ongoing) {}
