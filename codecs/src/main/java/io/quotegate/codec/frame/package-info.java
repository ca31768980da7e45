/**
 * Message boundaries on a byte stream: length-prefixed frames and bare JSON objects.
 *
 * <pre>{@code
 *  0                   4                               4 + length
 *  +-------------------+-------------------------------+-------------------+--
 *  | length of payload | payload                       | length of payload | ..
 *  | big-endian, >= 1  | JSON if it opens with a brace |                   |
 *  |                   | and Protobuf if it does not   |                   |
 *  +-------------------+-------------------------------+-------------------+--
 *    ^
 *    0, since the limit is below 2^24: no other protocol on the port opens so
 *
 *  { "op" : "convert" }  \n  { "op" : "quote" , "pair" : "]" , "id" : [ 7 ] }
 *  ^                  ^      ^                            ^           ^   ^ ^
 *  depth 1            0      1                in a string, so none    2   1 0: a whole object
 * }</pre>
 *
 * Both readers take bytes however they are cut. What is not whole yet waits in a buffer, which is given back when it is.
 */
@NullMarked
package io.quotegate.codec.frame;

import org.jspecify.annotations.NullMarked;
