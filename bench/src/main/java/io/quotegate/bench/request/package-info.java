/** Requests over sockets, all in one process. */
@NullMarked
package io.quotegate.bench.request;

import org.jspecify.annotations.NullMarked;
