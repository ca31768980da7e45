/**
 * HTTP/1.1: one routing table, answers as JSON.
 */
@NullMarked
package io.quotegate.gateway.http;

import org.jspecify.annotations.NullMarked;
