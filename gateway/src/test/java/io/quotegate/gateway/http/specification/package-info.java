@NullMarked
package io.quotegate.gateway.http.specification;

import org.jspecify.annotations.NullMarked;
