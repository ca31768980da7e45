package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Questions for candles as they are known between two batches of news: what a listener hands to the same executor before is in
 * the answer, and nothing of what it hands over afterwards is. Asked on any thread, answered by the history thread.
 */
final class CandleQuestions {
    private static final int MOST_CANDLES = 20_000; // of one turn of the history thread: a few milliseconds

    private final CandleBook book;
    private final Queue<Question> asked =
            new ConcurrentLinkedQueue<>(); // bounded by who asks: one of a client at a time

    private record Question(List<Instrument> pairs, int closed, Executor executor, Consumer<List<Candle>> answer) {}

    CandleQuestions(CandleBook book) {
        this.book = book;
    }

    void ask(List<Instrument> pairs, int closed, Executor executor, Consumer<List<Candle>> answer) {
        asked.add(new Question(pairs, closed, executor, answer));
    }

    /** Answers, if all news has been handed over. The history thread only. */
    void answer() {
        int room = MOST_CANDLES;
        for (Question next = asked.poll(); next != null; next = room > 0 ? asked.poll() : null) {
            Question question = next;
            List<Candle> candles = new ArrayList<>();
            question.pairs.forEach(pair -> candles.addAll(book.newest(pair, question.closed)));
            room -= question.pairs.size() + candles.size();
            try {
                question.executor.execute(() -> question.answer.accept(candles));
            } catch (RejectedExecutionException e) {
                // The event loop is over, and with it whoever asked.
            }
        }
    }
}
