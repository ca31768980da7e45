package io.quotegate.bench.wire.server;

/** A server that runs until its process ends. */
interface Peer {
    /** Most bytes that a connection may have unsent before messages to it are dropped and counted. */
    int MAX_UNSENT_BYTES = 1024 * 1024;

    /** The same in messages, for libraries that count these. */
    int MAX_UNSENT_MESSAGES = MAX_UNSENT_BYTES / 280;

    /** The answer to a request over WebSocket; as long as the gateway's. */
    String ANSWER = "{\"BTC-USDT\":\"63707.3\"}";

    /** The answer to a request in a frame; as long as the gateway's. */
    String FRAME_ANSWER = "{\"status\":\"OK\",\"data\":63707.3}";

    /** The answer to a request of HTTP; as long as the gateway's. */
    String QUOTE =
            "{\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"bid\":\"63707.2\",\"bidSize\":\"0.07008052\",\"ask\":\"63707.3\","
                    + "\"askSize\":\"0.15455902\",\"last\":\"63707.3\",\"lastSize\":\"0.00164251\",\"exchangeTime\":1786613174873000,"
                    + "\"receiveTime\":1786613174901234,\"seq\":812,\"stale\":false,\"simulated\":true}";

    /**
     * Where a peer listens.
     *
     * @param frames for length-prefixed frames; 0 if it serves none
     */
    record Ports(int webSocket, int frames) {}

    /** Starts to serve. */
    Ports start(PeerOptions options, Publisher publisher) throws Exception;
}
