package io.quotegate.api;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What comes of asking for something: a value, or a {@link Refusal}. Every service answers with it, and every protocol
 * turns refusals into its own errors in one place. Immutable if the value is: any thread.
 *
 * @param <T> the value
 */
public sealed interface Outcome<T> {
    /** It was to be had. */
    record Answer<T>(T value) implements Outcome<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> answered, Function<? super Refusal, ? extends R> refused) {
            return answered.apply(value);
        }

        @Override
        public @Nullable Refusal refusal() {
            return null;
        }
    }

    /** It was not, and nothing has changed. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {
        @Override
        public <R> R fold(Function<? super T, ? extends R> answered, Function<? super Refusal, ? extends R> refused) {
            return refused.apply(refusal);
        }
    }

    /** The outcome that is {@code value}. */
    static <T> Outcome<T> of(T value) {
        return new Answer<>(value);
    }

    /** The outcome without a value, for the reason that {@code refusal} gives. */
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /**
     * How many of something are asked for.
     *
     * @param field what the number stands in
     * @param given in decimal digits; empty for {@code usual}
     * @param most  that may be asked for; at least one must be
     */
    static Outcome<Integer> count(String field, String given, int usual, int most) {
        if (given.isEmpty()) {
            return of(usual);
        }
        int count = given.matches("[0-9]{1,9}") ? Integer.parseInt(given) : 0;
        return count >= 1 && count <= most
                ? of(count)
                : refused(Refusal.badRequest(field, given, "a whole number from 1 to " + most));
    }

    /** What one of the two functions makes of it. */
    <R> R fold(Function<? super T, ? extends R> answered, Function<? super Refusal, ? extends R> refused);

    /** Why there is no value; null if there is one. */
    @Nullable
    Refusal refusal();

    /** The same with what {@code change} makes of the value. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return fold(value -> of(change.apply(value)), Outcome::refused);
    }

    /** What comes of asking {@code next} with the value. */
    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
        return fold(next, Outcome::refused);
    }

    /** Hands the value, if there is one, to {@code action}. */
    default Outcome<T> onAnswer(Consumer<? super T> action) {
        if (this instanceof Answer<T> answer) {
            action.accept(answer.value());
        }
        return this;
    }

    /** Hands the refusal, if it is one, to {@code action}. */
    default Outcome<T> onRefusal(Consumer<Refusal> action) {
        if (this instanceof Refused<T> refused) {
            action.accept(refused.refusal());
        }
        return this;
    }

    /** The value; a refusal is thrown as what {@code error} makes of it. */
    default T orElseThrow(Function<? super Refusal, ? extends RuntimeException> error) {
        return fold(Function.identity(), refusal -> {
            throw error.apply(refusal);
        });
    }
}
