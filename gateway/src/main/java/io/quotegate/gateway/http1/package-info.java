/** HTTP/1.1. */
@NullMarked
package io.quotegate.gateway.http1;

import org.jspecify.annotations.NullMarked;
