/**
 * What the codecs share: the byte writer and the error a peer's bytes can cause.
 */
@NullMarked
package io.quotegate.codec;

import org.jspecify.annotations.NullMarked;
