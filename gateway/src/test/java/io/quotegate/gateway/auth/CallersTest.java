package io.quotegate.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import io.quotegate.auth.TokenFile;
import io.quotegate.auth.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallersTest {
    private static final long NOW_NS = 1_000;
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(10);

    @TempDir
    Path directory;

    private final Tokens tokens = new Tokens();
    private TokenFile file;
    private String alice = "";
    private String bob = "";

    @BeforeEach
    void make() throws IOException {
        file = new TokenFile(directory.resolve("tokens"));
        alice = file.add("alice", Right.USUAL);
        bob = file.add("bob", Set.of(Right.FILES));
    }

    private Callers callers() {
        return new Callers(tokens, NOW_NS);
    }

    private void need() throws IOException {
        tokens.use(directory.resolve("tokens"));
    }

    private void revoke(String name) throws IOException {
        file.revoke(name);
        tokens.reload();
    }

    private static @Nullable ErrorCode code(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.code();
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void answerEverybodyWhereNoTokenIsNeeded(Right right) {
        Callers callers = callers();
        assertThat(callers.own().refusal(right)).isNull();
        assertThat(callers.of("wrong").refusal(right)).isNull();
        assertThat(callers.own().show("wrong")).isNull();
        assertThat(callers.own().isWrong()).isFalse();
        assertThat(callers.isNobodys(NOW_NS + 100 * LIMIT_NS)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void tellWhoIsNotKnownFromWhoMustNot(Right right) throws IOException {
        need();
        boolean free = right == Right.ANYBODY;
        boolean usual = free || right == Right.TOKEN || Right.USUAL.contains(right);
        boolean files = free || right == Right.TOKEN || right == Right.FILES;
        Callers callers = callers();
        assertThat(code(callers.of(null).refusal(right))).isEqualTo(free ? null : ErrorCode.UNAUTHENTICATED);
        assertThat(code(callers.of("wrong").refusal(right))).isEqualTo(free ? null : ErrorCode.UNAUTHENTICATED);
        assertThat(code(callers.of(alice).refusal(right))).isEqualTo(usual ? null : ErrorCode.FORBIDDEN);
        assertThat(code(callers.of(bob).refusal(right))).isEqualTo(files ? null : ErrorCode.FORBIDDEN);
    }

    @Test
    void letNoRequestAskAsAnother() throws IOException {
        need();
        Callers callers = callers();
        assertThat(callers.of(alice).refusal(Right.QUOTES)).isNull();
        assertThat(code(callers.of(null).refusal(Right.QUOTES))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        Caller one = callers.of(null);
        assertThat(one.show(alice)).isNull();
        assertThat(one.refusal(Right.QUOTES)).isNull();
        assertThat(callers.of(null).refusal(Right.QUOTES)).isNotNull();
        assertThat(callers.own().refusal(Right.QUOTES)).isNotNull();
    }

    @Test
    void areNobodysAfterTenSeconds() throws IOException {
        need();
        Callers callers = callers();
        assertThat(callers.isNobodys(NOW_NS + LIMIT_NS - 1)).isFalse();
        assertThat(callers.isNobodys(NOW_NS + LIMIT_NS)).isTrue();
        callers.of("wrong");
        assertThat(callers.isNobodys(NOW_NS + LIMIT_NS)).isTrue();
        Caller known = callers.of(alice);
        assertThat(callers.isNobodys(NOW_NS + 100 * LIMIT_NS)).isFalse();
        callers.of("wrong"); // does not take away who was known
        assertThat(callers.isNobodys(NOW_NS + 200 * LIMIT_NS)).isFalse();
        assertThat(known.isRevoked()).isFalse();
    }

    @Test
    void haveTenSecondsWhenTokensComeToBeNeeded() throws IOException {
        Callers callers = callers();
        Caller before = callers.of(null);
        long laterNs = NOW_NS + 50 * LIMIT_NS;
        assertThat(callers.isNobodys(laterNs)).isFalse();
        need();
        assertThat(callers.isNobodys(laterNs + LIMIT_NS - 1)).isFalse();
        assertThat(code(before.refusal(Right.QUOTES))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(code(before.show(alice))).as("it may be several").isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(callers.isNobodys(laterNs + LIMIT_NS)).isTrue();

        Callers stream = callers();
        assertThat(stream.own().show(alice)).isNull();
        assertThat(stream.own().refusal(Right.QUOTES)).isNull();
        assertThat(stream.isNobodys(laterNs)).isFalse();
    }

    @Test
    void areNobodysAtOnceWhenTheTokenIsRevoked() throws IOException {
        need();
        Callers stream = callers();
        assertThat(stream.own().show(alice)).isNull();
        Callers http = callers();
        Caller request = http.of(alice);
        Callers both = callers();
        both.of(alice);
        Caller other = both.of(bob);
        both.of(alice);
        revoke("alice");
        assertThat(stream.isNobodys(NOW_NS)).isTrue();
        assertThat(request.isRevoked()).isTrue();
        assertThat(http.isNobodys(NOW_NS)).isTrue();
        assertThat(code(stream.own().show(bob)))
                .as("what is under way is alice's")
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        both.vouch(other); // whose request is under way
        assertThat(both.isNobodys(NOW_NS)).isFalse();
    }

    @Test
    void knowNobodyWhoseRightsWereTakenAway() throws IOException {
        need();
        Caller caller = callers().of(alice);
        Path path = directory.resolve("tokens");
        String before = Files.readString(path);
        Files.writeString(path, before.replace("relay,metrics", "relay,metrics,admin"));
        tokens.reload();
        assertThat(caller.refusal(Right.ADMIN)).isNull();
        Files.writeString(path, before);
        tokens.reload();
        assertThat(caller.isRevoked()).isTrue();
        assertThat(callers().of(alice).refusal(Right.QUOTES))
                .as("it may come again")
                .isNull();
    }

    @Test
    void letAClientShowAnotherTokenThatMayAsMuch() throws IOException {
        String carol = file.add("carol", Set.copyOf(Right.GIVEN));
        need();
        Caller caller = callers().own();
        assertThat(caller.show(alice)).isNull();
        assertThat(code(caller.show(bob))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(caller.name()).isEqualTo("alice");
        assertThat(code(caller.show("wrong"))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(caller.name()).isEqualTo("alice");
        assertThat(caller.show(carol)).isNull();
        assertThat(caller.name()).isEqualTo("carol");
        revoke("alice");
        assertThat(caller.isRevoked()).isFalse();
    }

    @Test
    void knowAClientByItsCertificate() throws IOException {
        Callers before = callers();
        before.certify("alice");
        need();
        Callers callers = callers();
        callers.certify("alice");
        Callers stranger = callers();
        stranger.certify("mallory");
        assertThat(before.own().refusal(Right.QUOTES))
                .as("which it showed before tokens were needed")
                .isNull();
        assertThat(callers.own().refusal(Right.QUOTES)).isNull();
        assertThat(callers.of(null).refusal(Right.QUOTES)).isNull();
        assertThat(code(before.of(bob).refusal(Right.QUOTES)))
                .as("a token says more")
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(code(stranger.own().refusal(Right.QUOTES))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(callers.isNobodys(NOW_NS + 2 * LIMIT_NS)).isFalse();
        revoke("alice");
        assertThat(code(callers.of(null).refusal(Right.QUOTES))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(callers.isNobodys(NOW_NS)).isTrue();
    }
}
