/** HTTP. */
@NullMarked
package io.quotegate.gateway.http;

import org.jspecify.annotations.NullMarked;
