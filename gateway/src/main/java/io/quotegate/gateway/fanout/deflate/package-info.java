/**
 * One deflate stream for all members of a group: see
 * <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.1.1">RFC 7692 §7.1.1</a>. Starting point:
 * {@link io.quotegate.gateway.fanout.deflate.GroupStream}.
 */
@NullMarked
package io.quotegate.gateway.fanout.deflate;

import org.jspecify.annotations.NullMarked;
