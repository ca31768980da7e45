package io.quotegate.feed.rest;

import io.netty.handler.codec.http.HttpHeaders;

/** An answer as it came; {@code body} may be packed. Immutable: any thread. */
record RestAnswer(int status, HttpHeaders headers, byte[] body) {}
