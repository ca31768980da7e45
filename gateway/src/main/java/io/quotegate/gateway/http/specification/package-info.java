/**
 * What is served, told to programs: OpenAPI of the routes and AsyncAPI of the operations and pushes, made from the table of
 * routes, from {@link io.quotegate.api.ClientRequest} and from {@link io.quotegate.api.PushChannel}, with the shapes of
 * {@code specification/schemas.yaml}. Starting point: {@link io.quotegate.gateway.http.specification.Specification}.
 */
@NullMarked
package io.quotegate.gateway.http.specification;

import org.jspecify.annotations.NullMarked;
