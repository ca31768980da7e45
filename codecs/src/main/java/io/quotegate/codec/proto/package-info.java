/**
 * Our own Protobuf wire: {@code ClientFrame} in, {@code ServerFrame} out.
 */
@NullMarked
package io.quotegate.codec.proto;

import org.jspecify.annotations.NullMarked;
