/**
 * Downloads on an event loop, whatever protocol they go out by. Starting point:
 * {@link io.quotegate.gateway.files.LoopDownloads}.
 */
@NullMarked
package io.quotegate.gateway.files;

import org.jspecify.annotations.NullMarked;
