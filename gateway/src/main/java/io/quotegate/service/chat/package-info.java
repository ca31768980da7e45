/**
 * Chat rooms, free of any protocol. Starting point: {@link io.quotegate.service.chat.ChatService}.
 */
@NullMarked
package io.quotegate.service.chat;

import org.jspecify.annotations.NullMarked;
