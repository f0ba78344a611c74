package ai.clara.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.gateway.wire.Completion;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Telling an answer, without a server. */
class StreamedAnswerTest {
    private final AtomicInteger left = new AtomicInteger();
    private final StreamedAnswer answer = new StreamedAnswer(
            new Completion("chatcmpl-1", Instant.EPOCH, "clara", false), new Ending(false), left::incrementAndGet);
    private final List<String> read = new ArrayList<>();
    private boolean over;

    /** Asks for one event and for no more until told to. */
    private void readOne() {
        answer.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(byte[] events) {
                read.add(new String(events, StandardCharsets.UTF_8));
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {
                over = true;
            }
        });
    }

    private void begin() {
        answer.accept(new ReplyEvent.Working());
        answer.taken(Inbox.Acceptance.ACCEPTED);
    }

    @Test
    void slowReaderHoldsTextAndNotEvents() {
        begin();
        answer.accept(new ReplyEvent.Text("first"));
        readOne();
        for (int i = 0; i < 1_000; i++) {
            answer.accept(new ReplyEvent.Text("x"));
        }
        assertThat(read).hasSize(1);

        answer.request(1);

        assertThat(read).hasSize(2);
        assertThat(FormatTest.contents(read.getLast())).isEqualTo("x".repeat(1_000));
    }

    @Test
    void nothingIsDecidedBeforeThereIsSomethingToTell() {
        begin();
        assertThat(answer.response()).isNotDone();

        answer.beat();
        assertThat(answer.response()).isCompletedWithValueMatching(page -> page.code() == 200);
        readOne();
        answer.request(10);
        answer.beat();
        answer.accept(new ReplyEvent.Done("Good"));

        assertThat(read.getFirst()).contains("\"role\":\"assistant\"");
        assertThat(read.get(1)).isEqualTo(": still working\n\n");
        assertThat(read.getLast()).endsWith("data: [DONE]\n\n");
        assertThat(over).isTrue();
    }

    @Test
    void readerWhoGoesIsMissedOnce() {
        begin();
        answer.accept(new ReplyEvent.Text("first"));
        readOne();
        answer.cancel();
        answer.cancel();
        answer.accept(new ReplyEvent.Done("first second"));

        assertThat(left).hasValue(1);
        assertThat(read).hasSize(1);
    }

    @Test
    void readerWhoGoesAfterTheEndIsNotMissed() {
        begin();
        answer.accept(new ReplyEvent.Text("first"));
        readOne();
        answer.accept(new ReplyEvent.Done("first second"));
        answer.cancel();

        assertThat(left).hasValue(0);
    }

    @Test
    void answerThatBecameAnotherIsNotEndedAsIfItWereWhole() {
        begin();
        answer.accept(new ReplyEvent.Text("one thing"));
        readOne();
        answer.request(10);
        answer.accept(new ReplyEvent.Done("another"));

        assertThat(read.getLast()).contains("\"error\"", "came out differently").doesNotContain("[DONE]");
    }
}
