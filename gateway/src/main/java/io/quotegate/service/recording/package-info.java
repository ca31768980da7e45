/**
 * Recordings of what the gateway serves, for download. Starting point:
 * {@link io.quotegate.service.recording.Recorder}.
 */
@NullMarked
package io.quotegate.service.recording;

import org.jspecify.annotations.NullMarked;
