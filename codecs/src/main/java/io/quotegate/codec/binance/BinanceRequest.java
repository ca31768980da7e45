package io.quotegate.codec.binance;

import java.util.List;

/** What a client can ask Binance's stream server for. */
public sealed interface BinanceRequest {
    /** What the client calls this request, as the JSON text to be echoed in the reply; {@code null} when not given. */
    String id();

    /** Calls the method of {@code operations} that answers this kind of request. */
    void perform(Operations operations);

    /** One method per kind of request. */
    interface Operations {
        void onSubscribe(Subscribe request);

        void onUnsubscribe(Unsubscribe request);

        void onListSubscriptions(ListSubscriptions request);

        void onSetCombined(SetCombined request);

        void onGetCombined(GetCombined request);

        void onInvalid(Invalid request);
    }

    /** Events of these streams from now on. */
    record Subscribe(String id, List<String> streams) implements BinanceRequest {
        @Override
        public void perform(Operations operations) {
            operations.onSubscribe(this);
        }
    }

    /** No events of these streams any more. */
    record Unsubscribe(String id, List<String> streams) implements BinanceRequest {
        @Override
        public void perform(Operations operations) {
            operations.onUnsubscribe(this);
        }
    }

    /** The names of all streams subscribed to. */
    record ListSubscriptions(String id) implements BinanceRequest {
        @Override
        public void perform(Operations operations) {
            operations.onListSubscriptions(this);
        }
    }

    /** Events with the name of their stream, or without. */
    record SetCombined(String id, boolean combined) implements BinanceRequest {
        @Override
        public void perform(Operations operations) {
            operations.onSetCombined(this);
        }
    }

    /** Whether events come with the name of their stream. */
    record GetCombined(String id) implements BinanceRequest {
        @Override
        public void perform(Operations operations) {
            operations.onGetCombined(this);
        }
    }

    /** Something to be answered with an error. */
    record Invalid(String id, int code, String message) implements BinanceRequest {
        @Override
        public void perform(Operations operations) {
            operations.onInvalid(this);
        }
    }
}
