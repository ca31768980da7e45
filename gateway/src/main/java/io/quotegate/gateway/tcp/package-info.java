/**
 * Length-prefixed frames and bare JSON objects over TCP.
 */
@NullMarked
package io.quotegate.gateway.tcp;

import org.jspecify.annotations.NullMarked;
