/**
 * How the gateway is, gathered from what its parts count: status, metrics and gRPC's health. Starting points:
 * {@link io.quotegate.monitoring.RuntimeStatus}, {@link io.quotegate.monitoring.GatewayMetrics}.
 */
@NullMarked
package io.quotegate.monitoring;

import org.jspecify.annotations.NullMarked;
