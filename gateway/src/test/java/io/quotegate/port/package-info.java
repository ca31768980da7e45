/** The port from outside: real sockets against a whole gateway. */
@NullMarked
package io.quotegate.port;

import org.jspecify.annotations.NullMarked;
