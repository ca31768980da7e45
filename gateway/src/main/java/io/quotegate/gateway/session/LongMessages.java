package io.quotegate.gateway.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Whose long message an event loop inflates: of one connection a piece in each turn, so that quotes wait for no more than
 * that, until it is over; then of the one that has waited longest. Who can use its turn for nothing, because its client takes
 * none of what it was answered, leaves, and comes again behind the others. Confined to its event loop.
 */
final class LongMessages {
    /** A connection that has one, or had. */
    interface Member {
        EventExecutor loop();

        /** Looks at what waits, in which {@link #admits} is asked; must not throw. */
        void goOn();

        /** Is none any more. */
        void left();
    }

    private final ArrayDeque<Member> members = new ArrayDeque<>();
    private final NextTurn next = new NextTurn(this::begin);

    private @Nullable Member going; // and has inflated nothing yet

    /** Whether {@code member} may inflate a piece now. */
    boolean admits(Member member) {
        boolean admitted = member == going;
        going = admitted ? null : going;
        return admitted;
    }

    /** Whether it is the turn of {@code member}, and nothing was inflated in it yet. */
    boolean isTurnOf(Member member) {
        return member == going;
    }

    /** From now on {@code member} is one, behind those that are. */
    void add(Member member) {
        members.add(member);
        next.await(member.loop());
    }

    /** Whether some connection waits. */
    boolean isAwaited() {
        return !members.isEmpty();
    }

    private void begin() {
        Member first = members.element();
        going = first;
        first.goOn();
        if (going == first) { // there is nothing, or not now
            going = null;
            members.remove();
            first.left();
        }
        if (!members.isEmpty()) {
            next.await(members.element().loop());
        }
    }
}
