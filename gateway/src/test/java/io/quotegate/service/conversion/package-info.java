@NullMarked
package io.quotegate.service.conversion;

import org.jspecify.annotations.NullMarked;
