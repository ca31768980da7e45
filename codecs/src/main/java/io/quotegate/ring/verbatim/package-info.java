/**
 * The ring of the relay: what venues said, byte for byte, from the one thread that hears them to every event loop that has
 * clients for it. A ring of its own, so that quotes never wait for it. Starting point:
 * {@link io.quotegate.ring.verbatim.VerbatimRing}.
 */
@NullMarked
package io.quotegate.ring.verbatim;

import org.jspecify.annotations.NullMarked;
