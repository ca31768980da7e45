/** What there is to know of the gateway itself and of its venues, free of any protocol. */
@NullMarked
package io.quotegate.service.status;

import org.jspecify.annotations.NullMarked;
