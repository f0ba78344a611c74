package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.testkit.model.Gate;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a program of another's making sees of Clara, and what it may not see. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HttpDoorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(Running.PATIENCE_SECONDS);

    @Test
    void tenTurnsSentWithAllThatWentBeforeLeaveTenMessages() {
        try (ModelServer model = ModelServer.start(counting());
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl());
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            var history = new ArrayList<String>();
            for (int turn = 1; turn <= 10; turn++) {
                history.add("{\"role\":\"user\",\"content\":\"question number " + turn + "\"}");
                String answer = door.answer(
                        key, "{\"model\":\"clara\",\"user\":\"ada\",\"messages\":[" + String.join(",", history) + "]}");
                assertThat(answer).isEqualTo("answer " + turn);
                history.add("{\"role\":\"assistant\",\"content\":" + Served.quoted(answer) + "}");
            }
            assertThat(clara.store().column("select body from messages where author_id is not null order by seq"))
                    .containsExactlyElementsOf(Stream.iterate(1, turn -> turn + 1)
                            .limit(10)
                            .map(turn -> "question number " + turn)
                            .toList());
            // She keeps the history herself: the model is shown it once.
            assertThat(model.calls().getLast().request().messages().stream()
                            .filter(message -> message.role().equals("user")))
                    .hasSize(10);
        }
    }

    @Test
    void oneFormatWholeAndStreamed() throws IOException, InterruptedException {
        try (ModelServer model = ModelServer.start(request -> Script.pieces("Good ", "morning", "."));
                Clara clara =
                        Served.talkingTo(Clara.fresh(), model.baseUrl()).with("CUSTOM_OPENAI_MODEL_LOW", "low-model");
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            assertThat(Served.json(door.get("/v1/models", key).body()).findValuesAsText("id"))
                    .containsExactlyInAnyOrder("clara", "clara-high", "clara-mid", "clara-low");
            JsonNode whole =
                    Served.json(door.post(key, Served.asks("ada", "hello")).body());
            assertThat(whole.path("object").asText()).isEqualTo("chat.completion");
            assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(whole.at("/usage/total_tokens").asInt()).isPositive();

            String body = "{\"model\":\"clara-low\",\"user\":\"ada\",\"stream\":true,"
                    + "\"stream_options\":{\"include_usage\":true},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"hello again\"}]}";
            List<String> events = door.lines(key, body)
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring("data: ".length()))
                    .toList();
            assertThat(events.getLast()).isEqualTo("[DONE]");
            List<JsonNode> chunks = events.subList(0, events.size() - 1).stream()
                    .map(Served::json)
                    .toList();
            assertThat(chunks)
                    .allSatisfy(
                            chunk -> assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk"));
            assertThat(chunks.getFirst().at("/choices/0/delta/role").asText()).isEqualTo("assistant");
            assertThat(String.join(
                            "",
                            chunks.stream()
                                    .map(chunk ->
                                            chunk.at("/choices/0/delta/content").asText())
                                    .toList()))
                    .isEqualTo("Good morning.");
            assertThat(chunks.getLast().at("/usage/total_tokens").asInt()).isPositive();
            assertThat(model.calls().getLast().request().model()).isEqualTo("low-model");
        }
    }

    @Test
    void namesOfOneKeyAreNobodyElsewhere() {
        try (ModelServer model = ModelServer.start(Script.echo());
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl());
                Served door = Served.start(clara)) {
            String desk = door.key("desk");
            String shop = door.key("shop");
            assertThat(clara.pipe(List.of("My canoe is moored in Narvik."), "chat", "--as", "ada")
                            .ended(0)
                            .answers())
                    .hasSize(1);
            door.answer(desk, Served.asks("ada", "My kayak is moored in Harstad."));
            String question = "Where are my canoe and my kayak moored?";

            // The echo answers with all that the model was shown.
            assertThat(door.answer(desk, Served.asks("ada", question)))
                    .contains("Harstad")
                    .doesNotContain("Narvik");
            assertThat(door.answer(desk, Served.asks("Ada", question))).doesNotContain("Harstad", "Narvik");
            assertThat(door.answer(shop, Served.asks("ada", question))).doesNotContain("Harstad", "Narvik");
            assertThat(door.answer(desk, Served.asks("ada", question), "X-Clara-Room", "lobby"))
                    .as("a direct conversation does not enter a room")
                    .doesNotContain("Harstad", "Narvik");

            // A key of hers is her, whoever the request says it is.
            String hers = door.key("phone", "--person", "ada");
            assertThat(door.answer(hers, Served.asks("tom", question)))
                    .contains("Narvik")
                    .doesNotContain("Harstad");
            clara.run("keys", "create", "other", "--person", "nobody-we-know").refused(1, "nobody-we-know");
        }
    }

    @Test
    void whoeverIsNobodyIsRefused() {
        try (Clara clara = Clara.fresh();
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            String asks = Served.asks("ada", "hello");
            for (String wrong : List.of("", "undefined", "clara-", key.substring(0, key.length() - 1), key + "x")) {
                HttpResponse<String> refused = door.post(wrong, asks);
                assertThat(refused.statusCode()).as("key <%s>", wrong).isEqualTo(401);
                assertThat(Served.sentence(refused)).isNotBlank();
                assertThat(door.get("/v1/models", wrong).statusCode()).isEqualTo(401);
            }
            HttpResponse<String> noPerson = door.post(key, asks.replace("\"user\":\"ada\",", ""));
            assertThat(noPerson.statusCode()).isEqualTo(400);
            assertThat(Served.sentence(noPerson)).contains("user");
            for (String broken : List.of("", "[]", "{", "{\"model\":\"clara\"}", asks.replace("clara", "gpt-4o"))) {
                HttpResponse<String> refused = door.post(key, broken);
                assertThat(refused.statusCode()).as("body <%s>", broken).isBetween(400, 404);
                assertThat(Served.sentence(refused)).doesNotContain("Exception", "ai.clara", "java.");
            }
            HttpResponse<String> large = door.post(key, Served.asks("ada", "x".repeat(30_000_000)));
            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(Served.sentence(large)).isNotBlank();
            assertThat(door.get("/health", "").statusCode()).isEqualTo(200);
            assertThat(clara.store().number("select count(*) from messages"))
                    .as("nothing of it was taken in")
                    .isZero();

            // The same words with the key are answered, until it is taken back.
            assertThat(door.answer(key, asks)).isNotBlank();
            clara.run("keys", "revoke", "desk").ended(0);
            assertThat(door.post(key, asks).statusCode()).isEqualTo(401);
            assertThat(clara.run("keys", "list").ended(0).out())
                    .contains("desk")
                    .doesNotContain(key);
        }
    }

    @Test
    void theSameIdIsTheSameMessageEvenAfterACrash() {
        var held = new Gate();
        try (ModelServer model = ModelServer.start(
                        request -> Script.say("Your lamp ").hold(held).then("glows."));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())) {
            String asks = Served.asks("ada", "What does my lamp do?");
            String key;
            Served first = Served.start(clara);
            key = first.key("desk");
            Thread.ofVirtual().start(() -> {
                try {
                    first.post(key, asks, "Idempotency-Key", "lamp-1");
                } catch (RuntimeException e) {
                    // The process is killed while this waits.
                }
            });
            model.awaitCall(1, PATIENCE);
            first.running().kill();

            held.open();
            try (Served door = Served.start(clara)) {
                String answer = door.answer(key, asks, "Idempotency-Key", "lamp-1");
                assertThat(answer).isEqualTo("Your lamp glows.");
                int calls = model.calls().size();
                assertThat(door.answer(key, asks, "Idempotency-Key", "lamp-1")).isEqualTo(answer);
                assertThat(model.calls()).hasSize(calls);
                assertThat(clara.store().number("select count(*) from messages where author_id is not null"))
                        .isEqualTo(1);
                HttpResponse<String> other = door.post(key, Served.asks("tom", "Hello"), "Idempotency-Key", "lamp-1");
                assertThat(other.body()).as("the id of another's message").doesNotContain("glows");
                assertThat(other.statusCode()).isGreaterThanOrEqualTo(400);
            }
        }
    }

    @Test
    void whatIsNotToBeStoredIsNowhere() throws IOException {
        String canary = "zinnober-84117";
        String kept = "karmesin-29963";
        try (ModelServer model = ModelServer.start(Script.echo());
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl());
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            String notStored = Served.asks("ada", "My code word is " + canary + ".")
                    .replace("\"user\":", "\"store\":false,\"user\":");
            assertThat(door.answer(key, notStored)).contains(canary);
            assertThat(door.answer(key, Served.asks("ada", "My other code word is " + kept + ".")))
                    .contains(kept)
                    .doesNotContain(canary);
            assertThat(rowsWith(clara, kept)).as("what may be kept is found").isPositive();
            assertThat(rowsWith(clara, canary)).as("what may not is not").isZero();
        }
        // The home of the closed service still holds its files here: nothing is deleted before the outer close.
        try (ModelServer model = ModelServer.start(Script.echo());
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())) {
            try (Served door = Served.start(clara)) {
                String key = door.key("desk");
                door.answer(
                        key,
                        Served.asks("ada", "My code word is " + canary + ".")
                                .replace("\"user\":", "\"store\":false,\"user\":"));
                door.answer(key, Served.asks("ada", "My other code word is " + kept + "."));
            }
            assertThat(filesWith(clara.home(), kept)).isPositive();
            assertThat(filesWith(clara.home(), canary)).isZero();
        }
    }

    @Test
    void whoHangsUpStopsTheModelUnlessTheMessageHasAnId() throws IOException, InterruptedException {
        var never = new Gate();
        try (ModelServer model = ModelServer.start(
                        request -> Script.say("Once").hold(never).then(" more"));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl());
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            String body = Served.asks("ada", "Tell me a story").replace("\"user\":", "\"stream\":true,\"user\":");
            readUntil(door.lines(key, body), "Once");
            assertThat(model.awaitCall(1, PATIENCE).clientClosed(PATIENCE))
                    .as("the model server sees the connection close")
                    .isTrue();

            readUntil(door.lines(key, body, "Idempotency-Key", "story-2"), "Once");
            var second = model.awaitCall(2, PATIENCE);
            never.open();
            assertThat(second.awaitEnd(PATIENCE)).isPresent();
            assertThat(door.answer(key, Served.asks("ada", "Tell me a story"), "Idempotency-Key", "story-2"))
                    .isEqualTo("Once more");
        }
    }

    @Test
    void moreThanTheBoundsIsToldWhenToComeBack() {
        var held = new Gate();
        try (ModelServer model = ModelServer.start(request -> request.lastText().contains("slowly")
                        ? Script.say("One ").hold(held).then("two")
                        : Script.say("Done."));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl())
                        .with("CLARA_HTTP_RATE", "3")
                        .with("CLARA_HTTP_CONCURRENT", "1");
                Served door = Served.start(clara)) {
            String key = door.key("desk");
            for (int i = 0; i < 3; i++) {
                assertThat(door.answer(key, Served.asks("ada", "question " + i)))
                        .isEqualTo("Done.");
            }
            refusedForNow(door.post(key, Served.asks("ada", "one too many")), "3 requests");
            assertThat(door.answer(key, Served.asks("tom", "another person's")))
                    .as("the bound is each person's own")
                    .isEqualTo("Done.");

            CompletableFuture<String> slow =
                    CompletableFuture.supplyAsync(() -> door.answer(key, Served.asks("zoe", "Count slowly")));
            model.awaitCall(5, PATIENCE);
            refusedForNow(door.post(key, Served.asks("tom", "beside it")), "at once");
            held.open();
            assertThat(slow.join()).isEqualTo("One two");
            assertThat(door.answer(key, Served.asks("tom", "after it"))).isEqualTo("Done.");
            assertThat(
                            clara.store()
                                    .column(
                                            "select body from messages where body in ('one too many', 'beside it', 'after it')"))
                    .as("what was refused was not taken in")
                    .containsExactly("after it");
        }
    }

    private static void refusedForNow(HttpResponse<String> refused, String why) {
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Served.sentence(refused)).contains(why);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    }

    @Test
    void aPictureReachesTheModel() {
        String dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        try (ModelServer model = ModelServer.start(request -> Script.say("A dot."));
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl());
                Served door = Served.start(clara)) {
            String body = "{\"model\":\"clara\",\"user\":\"ada\",\"messages\":[{\"role\":\"user\",\"content\":["
                    + "{\"type\":\"text\",\"text\":\"What is this?\"},"
                    + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + dot + "\"}}]}]}";
            assertThat(door.answer(door.key("desk"), body)).isEqualTo("A dot.");
            assertThat(model.calls().getLast().request().json().toString()).contains(dot, "image/png");
        }
    }

    private static void readUntil(Stream<String> lines, String word) {
        try (lines) {
            Iterator<String> each = lines.iterator();
            while (each.hasNext()) {
                if (each.next().contains(word)) {
                    return;
                }
            }
        }
        throw new AssertionError("the stream ended before it said " + word);
    }

    private static Function<Request, Script> counting() {
        return request -> Script.say("answer " + request.number());
    }

    /** Rows of any table that hold the word anywhere. */
    private static long rowsWith(Clara clara, String word) {
        long rows = 0;
        for (String table : clara.store().column("select tablename from pg_tables where schemaname = 'public'")) {
            rows += clara.store()
                    .number("select count(*) from \"" + Objects.requireNonNull(table) + "\" r where r::text like '%"
                            + word + "%'");
        }
        return rows;
    }

    /** Files below a directory that hold the bytes of the word. */
    private static long filesWith(Path dir, String word) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, word))
                    .count();
        }
    }

    private static boolean holds(Path file, String word) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException e) {
            return false;
        }
    }
}
