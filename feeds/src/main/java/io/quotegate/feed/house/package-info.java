/** Another quotegate that knows what this one missed: a feed node of its cluster. */
@NullMarked
package io.quotegate.feed.house;

import org.jspecify.annotations.NullMarked;
