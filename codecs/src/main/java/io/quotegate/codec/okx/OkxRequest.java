package io.quotegate.codec.okx;

import io.quotegate.text.ByteWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /**
     * A channel, and of what, as the client spelled them: two are the same whatever the order of their members.
     *
     * @param members {@code channel} among them; those that are no strings are left out
     */
    record Arg(Map<String, String> members) {
        private static final String CHANNEL = "channel";
        private static final String INST_ID = "instId";

        public Arg {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** A channel of an instrument. */
        public static Arg of(String channel, String instId) {
            Map<String, String> members = new LinkedHashMap<>();
            members.put(CHANNEL, channel);
            members.put(INST_ID, instId);
            return new Arg(members);
        }

        /** Empty where none was given. */
        public String channel() {
            return members.getOrDefault(CHANNEL, "");
        }

        /** Empty where none was given. */
        public String instId() {
            return members.getOrDefault(INST_ID, "");
        }

        /** The same for all that are the same, and for no others. */
        public String key() {
            ByteWriter out = new ByteWriter(64);
            OkxEncoder.arg(out, new TreeMap<>(members));
            return out.toString();
        }
    }

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
