/**
 * Keeps in the store what services know, and brings it back at the next start: finished minutes, last prices, wins and
 * recordings. The only package that knows both services and the store. Starting point:
 * {@link io.quotegate.persistence.Persistence}.
 */
@NullMarked
package io.quotegate.persistence;

import org.jspecify.annotations.NullMarked;
