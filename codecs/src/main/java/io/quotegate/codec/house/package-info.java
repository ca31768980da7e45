/** What another quotegate answers over HTTP, as a gateway that asks it reads it. */
@NullMarked
package io.quotegate.codec.house;

import org.jspecify.annotations.NullMarked;
