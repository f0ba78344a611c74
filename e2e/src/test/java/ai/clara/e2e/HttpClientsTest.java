package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that others wrote, pointed at Clara by nothing but an address and a key. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HttpClientsTest {
    private static final Pattern LAMP = Pattern.compile("lamp-\\d+");

    @Test
    void theOfficialJavaScriptClient() throws IOException, InterruptedException {
        Machine.must(Machine.has("node") && Machine.has("npm"), "Node.js with npm is missing");
        Path folder = npmFolder();
        try (ModelServer model = ModelServer.start(HttpClientsTest::glowing);
                Clara clara =
                        Served.talkingTo(Clara.fresh(), model.baseUrl()).with("CUSTOM_OPENAI_MODEL_LOW", "low-model");
                Served door = Served.start(clara)) {
            JsonNode seen = Served.json(run(folder, "node", "ask.mjs", door.baseUrl(), door.key("node")));
            assertThat(seen.path("models").valueStream().map(JsonNode::asText))
                    .contains("clara", "clara-high", "clara-mid", "clara-low");
            assertThat(seen.path("whole").asText()).isEqualTo("It glows: lamp-1.");
            assertThat(seen.path("wholeFinish").asText()).isEqualTo("stop");
            assertThat(seen.at("/wholeUsage/completion_tokens").asInt()).isPositive();
            assertThat(seen.path("streamed").asText()).isEqualTo("It glows: lamp-2.");
            assertThat(seen.path("pieces").asInt()).isGreaterThan(1);
            assertThat(seen.path("finish").asText()).isEqualTo("stop");
            assertThat(seen.at("/usage/prompt_tokens").asInt()).isPositive();
            assertThat(seen.at("/refused/type").asText()).isEqualTo("AuthenticationError");
            assertThat(model.calls()).hasSize(2);
            assertThat(model.calls().getLast().request().model()).isEqualTo("low-model");
        }
    }

    @Test
    void theJavaLibrary() {
        try (ModelServer model = ModelServer.start(HttpClientsTest::glowing);
                Clara clara = Served.talkingTo(Clara.fresh(), model.baseUrl());
                Served door = Served.start(clara)) {
            String key = door.key("java");
            ChatResponse whole = OpenAiChatModel.builder()
                    .baseUrl(door.baseUrl())
                    .apiKey(key)
                    .modelName("clara")
                    .user("ada")
                    .maxRetries(0)
                    .build()
                    .chat(UserMessage.from("Tell me about lamp-1"));
            assertThat(whole.aiMessage().text()).isEqualTo("It glows: lamp-1.");
            assertThat(whole.tokenUsage().totalTokenCount()).isPositive();

            var streamed = new Collected();
            OpenAiStreamingChatModel.builder()
                    .baseUrl(door.baseUrl())
                    .apiKey(key)
                    .modelName("clara")
                    .user("ada")
                    .build()
                    .chat(List.of(UserMessage.from("Tell me about lamp-2")), streamed);
            ChatResponse response = streamed.end.join();
            assertThat(String.join("", streamed.pieces)).isEqualTo("It glows: lamp-2.");
            assertThat(response.aiMessage().text()).isEqualTo("It glows: lamp-2.");
            assertThat(response.finishReason()).as("a proper end").isNotNull();

            assertThatThrownBy(() -> OpenAiChatModel.builder()
                            .baseUrl(door.baseUrl())
                            .apiKey("clara-wrong")
                            .modelName("clara")
                            .user("ada")
                            .maxRetries(0)
                            .build()
                            .chat(UserMessage.from("Hello")))
                    .isInstanceOf(AuthenticationException.class);
        }
    }

    private static final class Collected implements StreamingChatResponseHandler {
        private final List<String> pieces = new ArrayList<>();
        private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable problem) {
            end.completeExceptionally(problem);
        }
    }

    /** Repeats the lamp that was asked for last. */
    private static Script glowing(Request request) {
        Matcher lamps = LAMP.matcher(request.lastText());
        String lamp = "nothing";
        while (lamps.find()) {
            lamp = lamps.group();
        }
        return Script.pieces("It ", "glows: ", lamp, ".");
    }

    /** The client as its lock file names it, installed by the registry's own tool. */
    private static Path npmFolder() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "npm").toAbsolutePath());
        try (Stream<Path> files = Files.list(Path.of("src", "test", "npm"))) {
            for (Path file : files.toList()) {
                Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        return folder;
    }

    private static String run(Path folder, String... words) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s: %s %s", String.join(" ", words), out, Files.readString(errors))
                .isZero();
        return out;
    }
}
