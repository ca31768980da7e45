/** The wire of gRPC inside HTTP: messages with their lengths, deadlines, Base64 of gRPC-Web. */
@NullMarked
package io.quotegate.codec.grpc;

import org.jspecify.annotations.NullMarked;
