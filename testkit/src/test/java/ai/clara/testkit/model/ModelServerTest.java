package ai.clara.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelServerTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private final ModelServer server = ModelServer.echo();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
        client.shutdownNow();
    }

    @Test
    void echoesTheWholePromptStreamedAndWhole() throws Exception {
        assertThat(client.send(ask(false), BodyHandlers.ofString()).body())
                .contains("\"content\":\"be kind\\nhello there\"")
                .contains("\"prompt_tokens\":4");
        String stream = client.send(ask(true), BodyHandlers.ofString()).body();
        assertThat(stream).contains("be kind\\nhello there").endsWith("data: [DONE]\n\n");
        assertThat(stream).contains("\"usage\":{");
        assertThat(server.calls()).hasSize(2).allMatch(call -> call.end().orElseThrow() == Call.End.COMPLETE);
        assertThat(server.calls().getFirst().request().lastText()).isEqualTo("hello there");
    }

    @Test
    void holdsUntilReleased() throws Exception {
        var gate = new Gate();
        server.answer(request -> Script.say("one ").hold(gate).then("two"));
        var answer = client.sendAsync(ask(true), BodyHandlers.ofString());
        assertThat(gate.awaitReached(BOUND)).isTrue();
        assertThat(answer).isNotDone();
        gate.open();
        assertThat(answer.get().body()).contains("one ").contains("two");
    }

    @Test
    void seesThatTheClientClosed() throws Exception {
        var gate = new Gate();
        server.answer(request -> Script.say("never ending").hold(gate));
        var response = client.send(ask(true), BodyHandlers.ofInputStream());
        assertThat(gate.awaitReached(BOUND)).isTrue();
        response.body().close();
        assertThat(server.awaitCall(1, BOUND).clientClosed(BOUND)).isTrue();
    }

    @Test
    void cutsBeforeTheEnd() {
        server.answer(request -> Script.say("half").cut());
        assertThatThrownBy(() -> client.send(ask(true), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(server.awaitCall(1, BOUND).awaitEnd(BOUND)).contains(Call.End.CUT);
    }

    @Test
    void refusesWithAWait() throws Exception {
        server.answer(request -> request.number() == 1 ? Script.tooMany(3) : Script.error(500));
        var first = client.send(ask(true), BodyHandlers.ofString());
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("3");
        assertThat(client.send(ask(true), BodyHandlers.ofString()).statusCode()).isEqualTo(500);
    }

    @Test
    void listsModels() throws Exception {
        server.models("a", "b");
        var list =
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/models")).build();
        assertThat(client.send(list, BodyHandlers.ofString()).body()).contains("\"id\":\"a\"", "\"id\":\"b\"");
    }

    private HttpRequest ask(boolean stream) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"model":"m","stream":%s,"stream_options":{"include_usage":true},"messages":[
                        {"role":"system","content":"be kind"},
                        {"role":"user","content":[{"type":"text","text":"hello there"}]}]}""".formatted(stream)))
                .build();
    }
}
