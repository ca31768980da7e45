/**
 * What is answered over HTTP at once: a class per part of the gateway, which adds its routes to
 * {@link io.quotegate.gateway.http.HttpRoutes} and writes their answers. None knows which version of HTTP carries it.
 */
@NullMarked
package io.quotegate.gateway.http.routes;

import org.jspecify.annotations.NullMarked;
