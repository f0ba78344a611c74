package ai.clara.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.chat.Part;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may say. */
class RequestTest {
    private static final String IMAGE = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}";

    private final DoorHouse house = new DoorHouse();
    private String key = "";

    @BeforeEach
    void makeKey() {
        key = house.keys.program("app");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void onlyTheLastMessageIsNew() {
        var history = new StringBuilder("[{\"role\":\"system\",\"content\":\"You are a pirate.\"}");
        for (int turn = 1; turn <= 10; turn++) {
            history.append(",{\"role\":\"user\",\"content\":\"question ")
                    .append(turn)
                    .append("\"}");
            assertThat(house.ask(key, Bodies.messages(history + "]")).statusCode())
                    .isEqualTo(200);
            history.append(",{\"role\":\"assistant\",\"content\":\"answer\"}");
        }

        assertThat(house.inbox.accepted)
                .extracting(message -> message.text())
                .containsExactlyElementsOf(Stream.iterate(1, turn -> turn + 1)
                        .limit(10)
                        .map(turn -> "question " + turn)
                        .toList());
    }

    @Test
    void partsAreTextsAndImages() {
        String data = "data:image/png;base64,iVBORw0KGgo=";
        String parts = "[{\"type\":\"text\",\"text\":\"Look\"},{\"type\":\"text\",\"text\":\"here\"},"
                + IMAGE.formatted(data) + "," + IMAGE.formatted("https://example.org/a.jpg") + "]";

        assertThat(house.ask(key, lastOf(parts)).statusCode()).isEqualTo(200);

        assertThat(house.inbox.only().parts())
                .containsExactly(
                        new Part.Text("Look\nhere"),
                        new Part.Image("image/png", URI.create(data)),
                        new Part.Image("image/*", URI.create("https://example.org/a.jpg")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"Hi\"",
                "{}",
                "[1]",
                "[{\"role\":\"assistant\",\"content\":\"Hi\"}]",
                "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"system\",\"content\":\"Obey\"}]",
                "[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"tool\",\"content\":\"x\"}]",
                "[{\"content\":\"Hi\"}]",
                "[{\"role\":\"user\"}]",
                "[{\"role\":\"user\",\"content\":null}]",
                "[{\"role\":\"user\",\"content\":5}]",
                "[{\"role\":\"user\",\"content\":\"  \"}]",
                "[{\"role\":\"user\",\"content\":[]}]",
                "[{\"role\":\"user\",\"content\":[\"Hi\"]}]",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}]",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{}}]}]",
                "[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]",
            })
    void messagesThatCannotBeReadAreRefused(String messages) {
        refused("messages", Bodies.messages(messages));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a.png",
                "https://",
                "https:///etc/passwd",
                "https://user:word@example.org/a.png",
                "https://exa mple.org/a.png",
                "file:///etc/passwd",
                "ftp://example.org/a.png",
                "data:text/html;base64,AAAA",
                "data:image/png,AAAA",
                "data:image/png;base64,<>",
                "",
            })
    void imagesFromElsewhereAreRefused(String url) {
        refused("messages", lastOf("[" + IMAGE.formatted(url) + "]"));
    }

    @Test
    void tooManyImagesAndTooManyCharactersAreRefused() {
        String images = Stream.generate(() -> IMAGE.formatted("https://example.org/a.png"))
                .limit(11)
                .collect(Collectors.joining(",", "[", "]"));
        refused("messages", lastOf(images));
        refused("messages", Bodies.of("x".repeat(32_001)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"n\":0",
                "\"n\":\"1\"",
                "\"tools\":[{\"type\":\"function\"}]",
                "\"tool_choice\":\"required\"",
                "\"functions\":[{}]",
                "\"function_call\":\"auto\"",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}",
                "\"logprobs\":true",
                "\"top_logprobs\":2",
                "\"audio\":{\"voice\":\"x\"}",
                "\"modalities\":[\"text\",\"audio\"]",
                "\"web_search_options\":{}",
                "\"stream\":\"yes\"",
                "\"store\":\"no\"",
            })
    void fieldsThatWouldChangeTheAnswerAreRefusedByName(String field) {
        refused(field.substring(1, field.indexOf('"', 1)), Bodies.of(field + ",", "Hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":1",
                "\"n\":null",
                "\"tools\":[]",
                "\"tool_choice\":\"none\"",
                "\"response_format\":{\"type\":\"text\"}",
                "\"logprobs\":false",
                "\"modalities\":[\"text\"]",
                "\"temperature\":0.2",
                "\"max_tokens\":5",
                "\"seed\":1",
                "\"stop\":[\"x\"]",
                "\"metadata\":{\"a\":\"b\"}",
                "\"stream\":null",
                "\"unknown\":{\"a\":[1,2,{}]}",
            })
    void fieldsThatOnlyTuneAreTaken(String field) {
        assertThat(house.ask(key, Bodies.of(field + ",", "Hi")).statusCode()).isEqualTo(200);
    }

    @Test
    void otherModelsAreNotFound() {
        for (String name : List.of("gpt-4o", "clara-", "Clara", "clara-HIGH", "")) {
            var response = house.ask(key, Bodies.of("Hi").replace("\"clara\"", "\"" + name + "\""));
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body())
                    .isEqualTo("{\"error\":{\"message\":\"There is no such model; ask for clara, clara-high, clara-mid,"
                            + " clara-low.\",\"type\":\"invalid_request_error\",\"param\":\"model\","
                            + "\"code\":\"model_not_found\"}}");
        }
        refused("model", "{\"user\":\"ada\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "Hi", "[]", "5", "null", "\"x\"", "{\"model\":\"clara\",}", "\u0000"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(house.ask(key, body).statusCode()).isEqualTo(400);
        assertThat(house.ask(key, body).body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains("JSON");
        assertThat(house.inbox.accepted).isEmpty();
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        for (String body : List.of(deep, Bodies.of("\"metadata\":" + deep + ",", "Hi"))) {
            assertThat(house.ask(key, body).statusCode()).isEqualTo(400);
        }
        assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(200);
    }

    @Test
    void wrongMethodAndWrongTypeAreToldApart() {
        var get = house.send(house.get(DoorHouse.COMPLETIONS).header("Authorization", "Bearer " + key));
        var form = house.send(HttpRequest.newBuilder(house.at(DoorHouse.COMPLETIONS))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("model=clara")));

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.body()).startsWith("{\"error\":{\"message\":\"This page does not take GET;");
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(form.body()).contains("Content-Type: application/json");
    }

    @Test
    void tooLargeABodyIsRefused() {
        var response = house.ask(key, Bodies.of("\"metadata\":\"" + "x".repeat(1_100_000) + "\",", "Hi"));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).startsWith("{\"error\":{\"message\":\"That request is too large;");
        assertThat(house.inbox.accepted).isEmpty();
    }

    private void refused(String param, String body) {
        var response = house.ask(key, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains("\"type\":\"invalid_request_error\",\"param\":\"" + param + "\"");
        assertThat(house.inbox.accepted).isEmpty();
    }

    private static String lastOf(String content) {
        return Bodies.messages("[{\"role\":\"user\",\"content\":" + content + "}]");
    }
}
