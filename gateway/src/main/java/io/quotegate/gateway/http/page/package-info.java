/**
 * The web page: its files, which lie under {@code web/} in the jar, and their routes. Starting point:
 * {@link io.quotegate.gateway.http.page.PageRoutes}.
 */
@NullMarked
package io.quotegate.gateway.http.page;

import org.jspecify.annotations.NullMarked;
