package io.quotegate.codec.okx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client can ask OKX's public WebSocket for. */
public sealed interface OkxRequest {
    /** What the client calls this request, to be echoed in the answers; null when not given. */
    @Nullable
    String id();

    /** Calls the method of {@code operations} that answers this kind of request. */
    void perform(Operations operations);

    /** One method per kind of request. */
    interface Operations {
        void onSubscribe(Subscribe request);

        void onUnsubscribe(Unsubscribe request);

        void onLogin(Login request);

        void onInvalid(Invalid request);
    }

    /** A channel of an instrument as the client spelled them; {@code instId} is empty where none was given. */
    record Arg(String channel, String instId) {}

    /** Pushes from now on. */
    record Subscribe(@Nullable String id, List<Arg> args) implements OkxRequest {
        @Override
        public void perform(Operations operations) {
            operations.onSubscribe(this);
        }
    }

    /** No pushes any more. */
    record Unsubscribe(@Nullable String id, List<Arg> args) implements OkxRequest {
        @Override
        public void perform(Operations operations) {
            operations.onUnsubscribe(this);
        }
    }

    /** Credentials, which the public channels do not need. */
    record Login(@Nullable String id) implements OkxRequest {
        @Override
        public void perform(Operations operations) {
            operations.onLogin(this);
        }
    }

    /** Something to be answered with an error. */
    record Invalid(@Nullable String id, String code, String message) implements OkxRequest {
        @Override
        public void perform(Operations operations) {
            operations.onInvalid(this);
        }
    }
}
