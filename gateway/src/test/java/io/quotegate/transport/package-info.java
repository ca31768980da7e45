@NullMarked
package io.quotegate.transport;

import org.jspecify.annotations.NullMarked;
