package io.quotegate.gateway.grpc;

import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.fanout.WireFormat;

/** Where a call's answer goes, and in which framing the fan-out writes to it. Confined to the call's event loop. */
record CallOutlet(Exchange exchange, WireFormat format) {}
