package ai.clara.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.llm.Endpoint;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.prompt.PromptSlot;
import ai.clara.spi.prompt.SectionContent;
import ai.clara.testkit.ManualClock;
import ai.clara.testkit.Quotes;
import ai.clara.testkit.model.ModelServer;
import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnthropicChatTest {
    private final ManualClock clock = ManualClock.at("2026-11-22T08:30:00Z");
    private final ModelServer server = ModelServer.start(request -> Script.say("Hello."));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theUserBeginsAndVoicesTakeTurns() {
        var json = ask(
                        Optional.of("sk-test"),
                        new ChatMessage.FromClara(clock.instant(), "Morning!"),
                        said("one"),
                        said("two"))
                .json();
        assertThat(json.path("max_tokens").asInt()).isEqualTo(8_192);
        assertThat(json.path("system").toString()).contains("You are Clara.");
        assertThat(json.path("messages")
                        .valueStream()
                        .map(each -> each.path("role").asText()))
                .containsExactly("user", "assistant", "user");
        assertThat(json.path("messages").path(2).toString()).contains("Anna: one\\n\\nAnna: two\\n\\nAnna: hi");
    }

    @Test
    void theKeyTravelsOnlyWhenThereIsOne() {
        assertThat(ask(Optional.of("sk-test")).headers())
                .containsEntry("x-api-key", "sk-test")
                .containsEntry("anthropic-version", "2023-06-01")
                .doesNotContainKey("authorization");
        assertThat(ask(Optional.empty()).headers()).doesNotContainKeys("x-api-key", "authorization");
    }

    @Test
    void eventsWithoutNamesAreReadAndThoughtsAreNotShown() {
        server.answer(request -> Script.body("""
                data: {"type":"message_start","message":{"usage":{"input_tokens":3,"output_tokens":1}}}

                data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}

                data: {"type":"content_block_stop","index":0}

                data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Yes."}}

                data: {"type":"content_block_stop","index":1}

                data: {"type":"message_delta","delta":{"stop_reason":"model_context_window_exceeded"},"usage":{"output_tokens":9}}

                data: {"type":"message_stop"}

                """));
        try (var stream = chat(Optional.empty()).stream(request())) {
            assertThat(stream.next()).isEqualTo(new ChatDelta.Text("Yes."));
            assertThat(stream.next()).isInstanceOfSatisfying(ChatDelta.Finished.class, end -> {
                assertThat(end.reason()).isEqualTo(ChatDelta.Reason.LENGTH);
                assertThat(end.usage().outputTokens()).isEqualTo(9);
            });
        }
    }

    private Request ask(Optional<String> key, ChatMessage... recent) {
        try (var stream = chat(key).stream(request(recent))) {
            while (stream.next() instanceof ChatDelta.Text) {
                // Only what was sent matters.
            }
        }
        return server.calls().getLast().request();
    }

    private AnthropicChat chat(Optional<String> key) {
        return new AnthropicChat(
                new Endpoint("Anthropic", URI.create(server.anthropicUrl()), key, Map.of()), "claude", clock);
    }

    private ChatRequest request(ChatMessage... recent) {
        return new ChatRequest(
                Map.of(
                        PromptSlot.PERSONA, new SectionContent.Prose("You are Clara."),
                        PromptSlot.RECENT, new SectionContent.Messages("recent", Quotes.of(recent))),
                said("hi"),
                Optional.empty(),
                clock.instant().plus(Duration.ofSeconds(20)));
    }

    private ChatMessage.FromPerson said(String text) {
        return new ChatMessage.FromPerson("Anna", clock.instant(), List.of(new Part.Text(text)));
    }
}
