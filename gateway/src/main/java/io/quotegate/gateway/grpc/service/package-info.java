/**
 * The services of {@code quotegate.v1}, as grpc-java's generated bindings have them. Each needs our own transport: it
 * pushes to a call from the call's event loop, whose fan-out its client joins.
 */
@NullMarked
package io.quotegate.gateway.grpc.service;

import org.jspecify.annotations.NullMarked;
