/**
 * Files over HTTP: the list, and content with ranges and conditions. The disk is not waited for, and content is streamed.
 * Starting point: {@link io.quotegate.gateway.http.files.FileRoutes}.
 */
@NullMarked
package io.quotegate.gateway.http.files;

import org.jspecify.annotations.NullMarked;
