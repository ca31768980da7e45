/**
 * Our own JSON wire: requests in, answers and pushes out.
 */
@NullMarked
package io.quotegate.codec.json;

import org.jspecify.annotations.NullMarked;
