/**
 * What every client connection has, whatever it speaks: a reason to end, deadlines, a farewell, counters.
 */
@NullMarked
package io.quotegate.gateway.session;

import org.jspecify.annotations.NullMarked;
