/**
 * The vocabulary of operations: what a client can ask for, what it is answered, and what can be wrong with it, the same
 * for every protocol and every service. Knows no wire format and no transport.
 */
@NullMarked
package io.quotegate.api;

import org.jspecify.annotations.NullMarked;
