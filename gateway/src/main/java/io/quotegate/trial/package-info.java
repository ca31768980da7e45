/**
 * Gateways that try themselves: beside simulated venues in one process, for a demonstration or to warm up. Starting
 * point: {@link io.quotegate.trial.SimulatedVenues}.
 */
@NullMarked
package io.quotegate.trial;

import org.jspecify.annotations.NullMarked;
