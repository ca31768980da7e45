/**
 * Message boundaries on a byte stream: length-prefixed frames and bare JSON objects.
 */
@NullMarked
package io.quotegate.codec.frame;

import org.jspecify.annotations.NullMarked;
