/**
 * HTTP: one routing table for 1.1 and 2, answers as JSON.
 */
@NullMarked
package io.quotegate.gateway.http;

import org.jspecify.annotations.NullMarked;
