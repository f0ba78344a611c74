package ai.clara.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.Tier;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers as OpenAI's clients read them. */
class FormatTest {
    private final DoorHouse house = new DoorHouse();
    private String key = "";

    @BeforeEach
    void makeKey() {
        key = house.keys.program("laptop");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void wholeAnswerIsAChatCompletion() {
        house.inbox.tells(new ReplyEvent.Text("Good"), new ReplyEvent.Done("Good \"day\"\n", new TokenUsage(7, 3)));

        HttpResponse<String> response = house.ask(key, Bodies.of("Hi"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(withoutId(response.body()))
                .isEqualTo("{\"id\":\"chatcmpl-ID\",\"object\":\"chat.completion\",\"created\":1795251600,"
                        + "\"model\":\"clara\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"Good \\\"day\\\"\\n\",\"refusal\":null},\"logprobs\":null,"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
                        + "\"total_tokens\":10}}");
    }

    @Test
    void streamedAnswerIsChunksAndAnEnd() {
        house.inbox.tells(new ReplyEvent.Done("Good day", new TokenUsage(7, 3)));

        HttpResponse<String> response = house.ask(key, Bodies.streamed("Hi"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(withoutId(response.body()))
                .isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", "")
                        + chunk("{\"content\":\"Good day\"}", "null", "")
                        + chunk("{}", "\"stop\"", "")
                        + "data: [DONE]\n\n");
    }

    @Test
    void streamedAnswerCountsWhenAsked() {
        house.inbox.tells(new ReplyEvent.Done("Good day", new TokenUsage(7, 3)));

        String body = withoutId(
                house.ask(key, Bodies.of("\"stream\":true,\"stream_options\":{\"include_usage\":true},", "Hi"))
                        .body());

        assertThat(body)
                .isEqualTo(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null", ",\"usage\":null")
                        + chunk("{\"content\":\"Good day\"}", "null", ",\"usage\":null")
                        + chunk("{}", "\"stop\"", ",\"usage\":null")
                        + "data: {\"id\":\"chatcmpl-ID\",\"object\":\"chat.completion.chunk\",\"created\":1795251600,"
                        + "\"model\":\"clara\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,"
                        + "\"total_tokens\":10}}\n\ndata: [DONE]\n\n");
    }

    @Test
    void piecesArriveWhileTheAnswerIsMade() throws Exception {
        var second = new CompletableFuture<Void>();
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Working());
            sink.accept(new ReplyEvent.Text("one "));
            second.thenRun(() -> {
                sink.accept(new ReplyEvent.Text("two"));
                sink.accept(new ReplyEvent.Done("one two"));
            });
            return Inbox.Acceptance.ACCEPTED;
        });
        var request = house.post(Bodies.streamed("Hi")).header("Authorization", "Bearer " + key);

        var lines = house.client
                .send(request.build(), HttpResponse.BodyHandlers.ofLines())
                .body()
                .iterator();
        String seen = "";
        while (!seen.contains("one ")) {
            seen = lines.next();
        }
        assertThat(second.complete(null)).isTrue();
        while (!seen.equals("data: [DONE]")) {
            seen = lines.next();
        }
    }

    @Test
    void characterCutInTwoArrivesWhole() {
        house.inbox.tells(
                new ReplyEvent.Text("a\ud83d"), new ReplyEvent.Text("\ude00b"), new ReplyEvent.Done("a\ud83d\ude00b"));

        assertThat(contents(house.ask(key, Bodies.streamed("Hi")).body())).isEqualTo("a\ud83d\ude00b");
    }

    @Test
    void modelNamesAskForTiers() {
        for (String name : List.of("clara", "clara-high", "clara-mid", "clara-low")) {
            String body = Bodies.of("Hi").replace("\"clara\"", "\"" + name + "\"");
            assertThat(house.ask(key, body).body()).contains("\"model\":\"" + name + "\"");
        }
        assertThat(house.inbox.accepted)
                .extracting(InboundMessage::tier)
                .containsExactly(
                        Optional.empty(), Optional.of(Tier.HIGH), Optional.of(Tier.MID), Optional.of(Tier.LOW));
    }

    @Test
    void modelsAreListed() {
        String one = "{\"id\":\"clara\",\"object\":\"model\",\"created\":0,\"owned_by\":\"clara\"}";

        var all = house.send(house.get("/v1/models").header("Authorization", "Bearer " + key));
        var single = house.send(house.get("/v1/models/clara").header("Authorization", "Bearer " + key));
        var none = house.send(house.get("/v1/models/gpt-4").header("Authorization", "Bearer " + key));

        assertThat(all.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(all.body())
                .startsWith("{\"object\":\"list\",\"data\":[" + one + ",")
                .contains("clara-high", "clara-mid", "clara-low");
        assertThat(single.body()).isEqualTo(one);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("model_not_found", "clara-low");
    }

    @Test
    void manyStreamsRunSideBySide() {
        var start = new CompletableFuture<Void>();
        house.inbox.answers((message, sink) -> {
            sink.accept(new ReplyEvent.Working());
            start.thenRunAsync(() -> {
                sink.accept(new ReplyEvent.Text("for "));
                sink.accept(new ReplyEvent.Done("for " + message.authorName()));
            });
            return Inbox.Acceptance.ACCEPTED;
        });
        var answers = IntStream.range(0, 256)
                .mapToObj(i -> house.client.sendAsync(
                        house.post(Bodies.streamed("Hi").replace("ada", "p" + i + "."))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        house.inbox.await(256);
        assertThat(start.complete(null)).isTrue();

        for (int i = 0; i < 256; i++) {
            assertThat(contents(answers.get(i).join().body())).isEqualTo("for p" + i + ".");
        }
    }

    private static String chunk(String delta, String reason, String usage) {
        return "data: {\"id\":\"chatcmpl-ID\",\"object\":\"chat.completion.chunk\",\"created\":1795251600,"
                + "\"model\":\"clara\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,"
                + "\"finish_reason\":" + reason + "}]" + usage + "}\n\n";
    }

    private static String withoutId(String body) {
        return body.replaceAll("chatcmpl-[0-9a-f]{32}", "chatcmpl-ID");
    }

    /** The text of all chunks. */
    static String contents(String events) {
        var text = new StringBuilder();
        for (String event : events.split("\n\n", -1)) {
            int at = event.indexOf("\"content\":\"");
            if (at > 0) {
                text.append(event, at + 11, event.indexOf("\"}", at));
            }
        }
        return text.toString();
    }
}
