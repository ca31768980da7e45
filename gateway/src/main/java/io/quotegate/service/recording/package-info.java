/**
 * Recordings of what the gateway serves, for download. Starting point:
 * {@link io.quotegate.service.recording.QuoteRecorder}.
 */
@NullMarked
package io.quotegate.service.recording;

import org.jspecify.annotations.NullMarked;
