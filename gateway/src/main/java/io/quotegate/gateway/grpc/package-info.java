/**
 * gRPC and gRPC-Web: grpc-java's services on streams that come as {@code HttpStream}s. Calls are answered on the event
 * loop of their connection.
 */
@NullMarked
package io.quotegate.gateway.grpc;

import org.jspecify.annotations.NullMarked;
