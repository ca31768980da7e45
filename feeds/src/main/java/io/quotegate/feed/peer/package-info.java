/**
 * What a venue may cost us and make us say, whatever it sends, and how patiently it is asked. Nothing here knows of quotes.
 */
@NullMarked
package io.quotegate.feed.peer;

import org.jspecify.annotations.NullMarked;
