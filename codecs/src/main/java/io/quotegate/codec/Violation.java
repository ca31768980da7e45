package io.quotegate.codec;

/** What a peer can do wrong so that what follows on the connection cannot be read any more. */
public enum Violation {
    /** The bytes do not follow the protocol. */
    MALFORMED,
    /** A message is longer than the limit. */
    TOO_LARGE,
    /** JSON is nested deeper than the limit where nesting is the framing. */
    TOO_DEEP,
    /** Content is not what it claims to be: text that is not UTF-8, compressed data that is damaged. */
    INVALID_DATA
}
