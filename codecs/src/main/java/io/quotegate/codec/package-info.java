/**
 * What wire formats have in common: how messages are taken out of a stream of bytes, the encoder that every format of
 * ours is, and the error that a peer's bytes can cause.
 */
@NullMarked
package io.quotegate.codec;

import org.jspecify.annotations.NullMarked;
