package io.quotegate.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
    private final List<String> heard = new ArrayList<>();
    private final ByteBuf request = Unpooled.copiedBuffer("ask", UTF_8);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final PendingRequests requests = new PendingRequests(request, new PendingRequests.Listener() {
        @Override
        public void onAnswer(long dueNs) {
            heard.add("answer " + dueNs);
        }

        @Override
        public void onFailure(int count, String why) {
            heard.add(count + " failed: " + why);
        }
    });

    @AfterEach
    void endWithoutALeak() {
        channel.finishAndReleaseAll();
        request.release();
        assertThat(request.refCnt()).isZero();
    }

    @Test
    void matchesAnswersWithRequestsInOrder() {
        requests.onOpen(channel);
        requests.send(10);
        requests.send(20);
        assertThat(requests.unanswered()).isEqualTo(2);
        requests.onAnswer(true);
        requests.send(30);
        requests.onAnswer(false);
        requests.onMessage(Unpooled.EMPTY_BUFFER, 0, 0);
        assertThat(heard).containsExactly("answer 10", "1 failed: an answer that was not 200", "answer 30");
        assertThat(requests.unanswered()).isZero();
        assertThat(channel.outboundMessages()).hasSize(3);
    }

    @Test
    void anAnswerThatNobodyAskedForIsAFailureOfNoRequest() {
        requests.onOpen(channel);
        requests.onAnswer(true);
        assertThat(heard).containsExactly("0 failed: an answer that was not asked for");
    }

    @Test
    void whatIsDueWithoutAConnectionFails() {
        requests.send(10);
        assertThat(heard).containsExactly("1 failed: not connected");
    }

    @Test
    void aLostConnectionLosesWhatWasNotAnswered() {
        requests.onOpen(channel);
        requests.send(10);
        requests.send(20);
        requests.onAnswer(true);
        assertThat(requests.lose()).isEqualTo(1);
        assertThat(requests.unanswered()).isZero();
        requests.send(30);
        assertThat(heard).containsExactly("answer 10", "1 failed: not connected");
    }
}
