package ai.clara.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ModelServerFaultsTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration PACE = Duration.ofMillis(2);
    private final ModelServer server = ModelServer.echo();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
        client.shutdownNow();
    }

    @Test
    void anthropicIsSpokenStreamed() throws Exception {
        server.answer(request -> Script.pieces("Grüß", " dich").usage(5, 9));
        String stream = send(Wire.ANTHROPIC, true).body();
        assertThat(stream)
                .containsSubsequence(
                        "event: message_start\n",
                        "event: content_block_start\n",
                        "event: ping\n",
                        "\"text_delta\",\"text\":\"Grüß\"",
                        "\" dich\"",
                        "event: content_block_stop\n",
                        "event: message_delta\n",
                        "\"stop_reason\":\"end_turn\"",
                        "\"usage\":{\"input_tokens\":5,\"output_tokens\":9}",
                        "event: message_stop\n");
        Request asked = server.awaitCall(1, BOUND).request();
        assertThat(asked.wire()).isEqualTo(Wire.ANTHROPIC);
        assertThat(asked.path()).isEqualTo("/v1/messages");
        assertThat(asked.prompt()).isEqualTo("be kind\nhello there\n[image]");
        assertThat(asked.images()).containsExactly("data:image/png;base64,QUJD");
    }

    @Test
    void anthropicIsSpokenWhole() throws Exception {
        server.answer(
                request -> Script.say("at once").ends(Script.Ending.LENGTH).usage(5, 9));
        assertThat(send(Wire.ANTHROPIC, false).body())
                .contains("{\"type\":\"text\",\"text\":\"at once\"}")
                .contains("\"stop_reason\":\"max_tokens\"")
                .contains("\"output_tokens\":9");
    }

    @ParameterizedTest
    @EnumSource
    void theBytesAreKnownBefore(Wire wire) throws Exception {
        Script script = Script.pieces("Grüß", " dich").keepAlive(2, PACE);
        server.answer(request -> script);
        send(wire, true);
        Call call = server.awaitCall(1, BOUND);
        assertThat(call.awaitEnd(BOUND)).contains(Call.End.COMPLETE);
        assertThat(script.bytes(call.request())).hasSize((int) call.bytesSent());
        assertThat(script.untilClose().bytes(call.request()).length).isLessThan((int) call.bytesSent());
    }

    @ParameterizedTest
    @EnumSource
    void exactlySoManyBytesComeBeforeTheEnd(Wire wire) throws Exception {
        byte[] whole = whole(wire);
        for (int place : new int[] {0, 1, 17, whole.length / 2, whole.length - 1, whole.length}) {
            server.answer(request -> Script.pieces("Grüß", " dich").cutAfter(place));
            assertThat(raw(wire)).isEqualTo(Arrays.copyOf(whole, place));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResetIsAReset(Wire wire) throws Exception {
        byte[] whole = whole(wire);
        for (int place : new int[] {0, 17, whole.length / 2}) {
            server.answer(request -> Script.pieces("Grüß", " dich").resetAfter(place));
            assertThatThrownBy(() -> raw(wire)).isInstanceOf(SocketException.class);
        }
        server.answer(request -> Script.say("a").reset());
        assertThatThrownBy(() -> raw(wire)).isInstanceOf(SocketException.class);
    }

    @ParameterizedTest
    @EnumSource
    void slicesAndLineEndsKeepTheContent(Wire wire) throws Exception {
        String plain = send(wire, true).body();
        server.answer(request -> Script.echo().apply(request).sliced(1, 3));
        assertThat(number(send(wire, true).body())).isEqualTo(number(plain));
        server.answer(request ->
                Script.echo().apply(request).lineEnds(Script.LineEnds.MIXED).sliced(2, 9));
        String mixed = send(wire, true).body();
        assertThat(mixed).contains("\r\n").containsPattern("[^\r]\n");
        assertThat(number(mixed.replace("\r", ""))).isEqualTo(number(plain));
    }

    @ParameterizedTest
    @EnumSource
    void aStreamMayLackItsEnd(Wire wire) throws Exception {
        server.answer(request -> Script.say("half").ends(Script.Ending.NONE));
        assertThat(send(wire, true).body())
                .contains("half")
                .doesNotContain("[DONE]", "message_stop", "\"end_turn\"", "\"stop\"");
    }

    @Test
    void anErrorMayStandInsideAStream() throws Exception {
        server.answer(request -> Script.say("half").fails(Script.Failure.BARE));
        assertThat(send(Wire.ANTHROPIC, true).body())
                .contains("event: error\ndata: {\"type\":\"error\"", "overloaded_error");
        assertThat(send(Wire.OPENAI, true).body())
                .contains("data: {\"error\":{")
                .doesNotContain("[DONE]");
        server.answer(request -> Script.say("half").fails(Script.Failure.ENDED));
        assertThat(send(Wire.OPENAI, true).body())
                .contains("\"finish_reason\":\"error\"")
                .endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalHasItsHeaders(Wire wire) throws Exception {
        server.answer(request -> Script.tooMany("Fri, 31 Dec 1999 23:59:59 GMT"));
        var refused = send(wire, true);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("Fri, 31 Dec 1999 23:59:59 GMT");
        assertThat(refused.body()).contains(wire == Wire.OPENAI ? "rate_limit" : "rate_limit_error");
    }

    @ParameterizedTest
    @EnumSource
    void silenceIsSilent(Wire wire) throws Exception {
        var gate = new Gate();
        server.answer(request -> Script.silentUntil(gate).then("now"));
        var answer = client.sendAsync(ask(wire, true), BodyHandlers.ofString());
        assertThat(gate.awaitReached(BOUND)).isTrue();
        assertThat(server.awaitCall(1, BOUND).bytesSent()).isZero();
        gate.open();
        assertThat(answer.get().body()).contains("now");
    }

    @ParameterizedTest
    @EnumSource
    void keepAlivesGoOnUntilTheClientCloses(Wire wire) throws Exception {
        server.answer(request -> Script.say("a").keepAliveForEver(PACE));
        HttpResponse<InputStream> response = client.send(ask(wire, true), BodyHandlers.ofInputStream());
        response.body().readNBytes(5_000);
        response.body().close();
        assertThat(server.awaitCall(1, BOUND).clientClosed(BOUND)).isTrue();
    }

    @Test
    void rawBytesAreSentAsTheyAre() throws Exception {
        server.answer(request -> Script.body("<html>").garbage(7, 20).longLine(200_000));
        byte[] body =
                client.send(ask(Wire.OPENAI, true), BodyHandlers.ofByteArray()).body();
        assertThat(body).hasSize(6 + 20 + 200_000).startsWith('<', 'h');
    }

    @Test
    void anotherPathIsNotFound() throws Exception {
        var get = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/nowhere"))
                .build();
        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    private byte[] whole(Wire wire) throws IOException {
        server.answer(request -> Script.pieces("Grüß", " dich").cutAfter(Long.MAX_VALUE));
        raw(wire, "close");
        return Script.pieces("Grüß", " dich")
                .bytes(server.awaitCall(1, BOUND).request())
                .clone();
    }

    private byte[] raw(Wire wire) throws IOException {
        // The id in an answer counts the calls.
        byte[] bytes = raw(wire, "close");
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replaceAll("(chatcmpl-|msg_)\\d{6}", "$1000001").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** All bytes until the server ends the connection. */
    private byte[] raw(Wire wire, String connection) throws IOException {
        URI base = URI.create(server.baseUrl());
        byte[] body = json(wire, true).getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
            String head = "POST " + path(wire) + " HTTP/1.1\r\nHost: x\r\nConnection: " + connection
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return socket.getInputStream().readAllBytes();
        }
    }

    private HttpResponse<String> send(Wire wire, boolean stream) throws Exception {
        return client.send(ask(wire, stream), BodyHandlers.ofString());
    }

    private HttpRequest ask(Wire wire, boolean stream) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl()).resolve(path(wire)))
                .POST(HttpRequest.BodyPublishers.ofString(json(wire, stream)))
                .build();
    }

    private static String path(Wire wire) {
        return wire == Wire.OPENAI ? "/v1/chat/completions" : "/v1/messages";
    }

    private static String number(String stream) {
        return stream.replaceAll("(chatcmpl-|msg_)\\d{6}", "id");
    }

    private static String json(Wire wire, boolean stream) {
        return (wire == Wire.OPENAI ? """
                        {"model":"m","stream":%s,"stream_options":{"include_usage":true},"messages":[
                        {"role":"system","content":"be kind"},
                        {"role":"user","content":"hello there"}]}""" : """
                        {"model":"m","stream":%s,"max_tokens":9,"system":[{"type":"text","text":"be kind"}],"messages":[
                        {"role":"user","content":[{"type":"text","text":"hello there"},{"type":"image",
                        "source":{"type":"base64","media_type":"image/png","data":"QUJD"}}]}]}""").formatted(stream);
    }
}
