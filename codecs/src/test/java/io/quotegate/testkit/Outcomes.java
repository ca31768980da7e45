package io.quotegate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;

/** Takes apart outcomes of which a test knows what they are. */
public final class Outcomes {
    private Outcomes() {}

    /** The value, which there is. */
    public static <T> T value(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Answer.class);
        return ((Outcome.Answer<T>) outcome).value();
    }

    /** Why there is no value, which there is not. */
    public static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }
}
