package ai.clara.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests: repeated, left, refused, failed, too many. */
class CourseTest {
    private static final String TOLD = "The model is away; ask again later.";

    private final DoorHouse house = new DoorHouse("CLARA_HTTP_RATE", "80", "CLARA_HTTP_CONCURRENT", "70");
    private final String key = house.keys.program("app");

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void repeatedIdGivesTheSameAnswerWithoutASecondMessage() {
        var first = house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "req 1");
        var again = house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "req 1");
        var streamed = house.ask(key, Bodies.streamed("Hi"), "Idempotency-Key", "req 1");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(FormatTest.contents(streamed.body())).isEqualTo("You said: Hi");
        assertThat(streamed.body()).endsWith("data: [DONE]\n\n");
        assertThat(house.inbox.only().platformId()).endsWith("/req 1");
    }

    @Test
    void idsLieBelowTheirKey() {
        String other = house.keys.program("other");
        assertThat(house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "1").statusCode())
                .isEqualTo(200);
        assertThat(house.ask(other, Bodies.of("Hi"), "Idempotency-Key", "1").statusCode())
                .isEqualTo(200);
        assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(200);

        assertThat(house.inbox.accepted)
                .extracting(InboundMessage::platformId)
                .doesNotHaveDuplicates()
                .hasSize(3);
        assertThat(house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "x".repeat(201))
                        .statusCode())
                .isEqualTo(400);
        assertThat(house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "a\tb").statusCode())
                .isEqualTo(400);
        assertThat(house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void answerJoinedInItsMiddleIsToldWhole() {
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Text("second half"));
            sink.accept(new ReplyEvent.Done("first half, second half"));
            return Inbox.Acceptance.DUPLICATE;
        });

        assertThat(FormatTest.contents(house.ask(key, Bodies.streamed("Hi"), "Idempotency-Key", "1")
                        .body()))
                .isEqualTo("first half, second half");
    }

    @Test
    void wordsAreKeptUnlessToldOtherwise() {
        house.ask(key, Bodies.of("Hi"));
        assertThat(house.inbox.last().kept()).isTrue();
        house.ask(key, Bodies.of("\"store\":false,", "Hi"));
        assertThat(house.inbox.last().kept()).isFalse();
    }

    @Test
    void answerOfWhoeverLeavesIsStopped() throws Exception {
        leaveInTheMiddle();

        assertThat(house.inbox.stopped.poll(30, TimeUnit.SECONDS))
                .isEqualTo(house.inbox.only().conversation());
    }

    @Test
    void answerThatCanBeFetchedAgainGoesOn() throws Exception {
        leaveInTheMiddle("Idempotency-Key", "1");
        leaveInTheMiddle();

        // The second one was stopped, so the first one would have been before.
        assertThat(house.inbox.stopped.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(house.inbox.stopped).isEmpty();
    }

    private void leaveInTheMiddle(String... headers) throws IOException, InterruptedException {
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Working());
            sink.accept(new ReplyEvent.Text("one "));
            return Inbox.Acceptance.ACCEPTED;
        });
        var request = house.post(Bodies.streamed("Hi").replace("ada", "p" + headers.length))
                .header("Authorization", "Bearer " + key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (InputStream body = house.client
                .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(body.read()).isPositive();
        }
    }

    @Test
    void failureBeforeTheFirstWordHasAStatus() {
        house.inbox.tells(new ReplyEvent.Failed(TOLD));
        for (String body : new String[] {Bodies.of("Hi"), Bodies.streamed("Hi")}) {
            var response = house.ask(key, body);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body())
                    .isEqualTo("{\"error\":{\"message\":\"" + TOLD
                            + "\",\"type\":\"server_error\",\"param\":null,\"code\":\"no_answer\"}}");
        }
    }

    @Test
    void failureAfterTheFirstWordEndsTheStreamWithoutAnEnd() {
        var told = new CompletableFuture<Void>();
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Working());
            sink.accept(new ReplyEvent.Text("half"));
            told.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS)
                    .thenRun(() -> sink.accept(new ReplyEvent.Failed(TOLD)));
            return Inbox.Acceptance.ACCEPTED;
        });
        var response = house.ask(key, Bodies.streamed("Hi"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(FormatTest.contents(response.body())).isEqualTo("half");
        assertThat(response.body())
                .endsWith("data: {\"error\":{\"message\":\"" + TOLD
                        + "\",\"type\":\"server_error\",\"param\":null,\"code\":\"no_answer\"}}\n\n")
                .doesNotContain("[DONE]", "\"stop\"");
    }

    @Test
    void stoppedAnswerIsAnError() {
        house.inbox.tells(new ReplyEvent.Stopped());

        assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(499);
        assertThat(house.ask(key, Bodies.streamed("Hi")).body()).contains("The answer was stopped;", "\"stopped\"");
    }

    @Test
    void stopThatStoppedSaysSo() {
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Stopped());
            return Inbox.Acceptance.STOPPED;
        });

        assertThat(house.ask(key, Bodies.of("stop")).body()).contains("\"content\":\"Stopped.\"");
        assertThat(FormatTest.contents(house.ask(key, Bodies.streamed("stop")).body()))
                .isEqualTo("Stopped.");
    }

    @Test
    void fullLaneIsTooManyRequests() {
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Failed("Too many wait; send it again later."));
            return Inbox.Acceptance.REFUSED;
        });
        for (String body : new String[] {Bodies.of("Hi"), Bodies.streamed("Hi")}) {
            var response = house.ask(key, body);
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("5");
            assertThat(response.body()).contains("Too many wait; send it again later.", "rate_limit_exceeded");
        }
        var named = house.ask(key, Bodies.of("Hi"), "Idempotency-Key", "1");
        assertThat(named.statusCode()).isEqualTo(409);
        assertThat(named.headers().firstValue("x-should-retry")).contains("false");
    }

    @Test
    void databaseThatIsAwayIsASentence() {
        house.inbox.answers((message, sink) -> {
            throw new StoreException("FATAL: secret detail");
        });
        var response = house.ask(key, Bodies.of("Hi"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("Clara cannot reach her database now")
                .doesNotContain("secret");
    }

    @Test
    void whateverBreaksShowsNothingOfTheHouse() {
        house.inbox.answers((message, sink) -> {
            throw new IllegalStateException("secret detail");
        });
        var response = house.ask(key, Bodies.of("Hi"));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .startsWith("{\"error\":{\"message\":\"Something went wrong inside Clara;")
                .doesNotContain("secret", "Exception", "java");
    }

    @Test
    void rateIsPerPersonAndFillsAgain() {
        for (int i = 0; i < 80; i++) {
            assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(200);
        }
        var tooMany = house.ask(key, Bodies.of("Hi"));
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("1");
        assertThat(house.ask(key, Bodies.of("Hi").replace("ada", "bob")).statusCode())
                .isEqualTo(200);

        house.clock.advance(Duration.ofSeconds(1));
        assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(200);
        assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(429);
    }

    @Test
    void answersAtOnceAreBoundedPerPersonAndInAll() {
        var end = new CompletableFuture<Void>();
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Working());
            end.thenRunAsync(() -> sink.accept(new ReplyEvent.Done("Good")));
            return Inbox.Acceptance.ACCEPTED;
        });
        var waiting = IntStream.range(0, 64)
                .mapToObj(i -> house.client.sendAsync(
                        house.post(Bodies.of("Hi"))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        house.inbox.await(64);
        assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(429);
        var others = IntStream.range(0, 6)
                .mapToObj(i -> house.client.sendAsync(
                        house.post(Bodies.of("Hi").replace("ada", "bob"))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        house.inbox.await(70);
        var full = house.ask(key, Bodies.of("Hi").replace("ada", "carl"));
        assertThat(full.statusCode()).isEqualTo(429);
        assertThat(full.headers().firstValue("Retry-After")).contains("1");

        assertThat(end.complete(null)).isTrue();
        waiting.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        others.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(house.ask(key, Bodies.of("Hi").replace("ada", "carl")).statusCode())
                .isEqualTo(200);
    }
}
