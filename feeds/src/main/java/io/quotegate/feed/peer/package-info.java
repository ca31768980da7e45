/**
 * What a venue may cost us and make us say, whatever it sends. Nothing here knows of quotes.
 */
@NullMarked
package io.quotegate.feed.peer;

import org.jspecify.annotations.NullMarked;
