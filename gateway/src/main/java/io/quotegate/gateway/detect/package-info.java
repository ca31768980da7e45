/**
 * Which protocol a client speaks, told by its first bytes.
 */
@NullMarked
package io.quotegate.gateway.detect;

import org.jspecify.annotations.NullMarked;
