/**
 * Certificates, keys and what TLS is spoken with, on the port and by commands. Knows nothing of connections. Starting
 * points: {@link io.quotegate.tls.ServerTls}, {@link io.quotegate.tls.ClientTls}.
 */
@NullMarked
package io.quotegate.tls;

import org.jspecify.annotations.NullMarked;
