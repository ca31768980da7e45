package io.quotegate.feed.relay;

import io.quotegate.text.ByteWriter;
import java.util.List;

/** What gathering subscriptions must know of a venue. Confined to the relay's loop. */
public interface RelayDialect {
    RelayLimits limits();

    /** Whether {@code name} counts as a whole order book. */
    boolean isBook(String name);

    /** What is to be remembered of {@code name}. */
    TopicMemory memory(String name);

    /** The request for topics that are asked for by {@code requests}, as a text message. */
    ByteWriter subscription(int number, List<String> requests);

    /** The request that ends them, as a text message. */
    ByteWriter unsubscription(int number, List<String> requests);

    /** Writes into {@code out} what asks for a sign of life, and returns as which kind of WebSocket frame to send it. */
    int probe(ByteWriter out);

    /** Reads a message and tells {@code listener} what it is; false if it is of no kind known here. */
    boolean read(byte[] bytes, int from, int to, Listener listener);

    /** Reads what a client sent, and tells {@code requests} what it asks for. */
    void readRequest(byte[] bytes, int from, int to, Requests requests);

    /** Hears what is asked for. */
    interface Requests {
        /** The request {@code number} subscribes to {@code names}. */
        void onAsked(int number, List<String> names);

        /** {@code names} are subscribed to no more. */
        void onLeft(List<String> names);
    }

    /** Hears what messages are. */
    interface Listener {
        /** No request is meant. */
        int NO_NUMBER = -1;

        /** Market data of {@code name}: what of the message its subscribers are told. */
        void onEvent(String name, int from, int to);

        /** The request {@code number} is taken as a whole. */
        void onRequestTaken(int number);

        void onTopicTaken(String name);

        /** The venue sends {@code name} no more. */
        void onTopicLeft(String name);

        /** The venue does not have {@code name}. */
        void onTopicRefused(String name, String code, String message);

        /** A request, or a part of it that is not told, is refused. */
        void onRequestRefused(int number, String code, String message);

        /** Nothing is wrong with what was asked for, but it is not to be had now. */
        void onNotNow(String code, String message);
    }
}
