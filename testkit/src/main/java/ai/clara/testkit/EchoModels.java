package ai.clara.testkit;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import ai.clara.spi.prompt.SectionContent;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Models whose answer is their whole prompt: every section, item for item, then the message. What a prompt holds thus shows in
 * the reply. In an application context it takes the place of the real catalogue by a definition registered before the start:
 *
 * <pre>{@code
 * var context = ApplicationContext.builder().build();
 * context.registerBeanDefinition(
 *         RuntimeBeanDefinition.builder(Models.class, EchoModels::new).singleton(true).replaces(Models.class).build());
 * context.start();
 * }</pre>
 *
 * and in a {@code @MicronautTest} by a method {@code @MockBean(Models.class) Models echo()}.
 */
public final class EchoModels implements Models {
    private static final ChatModel ECHO = new Echo();

    @Override
    public ChatModel chat(Role role, Optional<Tier> tier) {
        return ECHO;
    }

    @Override
    public String because() {
        return "model: echo, because a test asked for it";
    }

    /** The prompt as the echo answers it. */
    public static String render(ChatRequest request) {
        var prompt = new StringBuilder();
        for (SectionContent section : request.inOrder()) {
            render(section, prompt);
        }
        prompt.append("[message]\n");
        render(request.message(), prompt);
        return prompt.toString();
    }

    private static void render(SectionContent section, StringBuilder prompt) {
        switch (section) {
            case SectionContent.Prose(String text) ->
                prompt.append("[prose]\n").append(text).append('\n');
            case SectionContent.Now(var at, var zone) ->
                prompt.append("[now]\n").append(at.atZone(zone)).append('\n');
            case SectionContent.Situation(String person, var place, var project, boolean first) ->
                prompt.append("[situation]\n")
                        .append(person)
                        .append(" in ")
                        .append(place)
                        .append(project.isDefault() ? "" : ", project " + project.name())
                        .append(first ? ", first meeting\n" : "\n");
            case SectionContent.Recalled(var recollection) -> {
                prompt.append(recollection.answerable() ? "[recalled, answerable]\n" : "[recalled]\n");
                recollection.evidence().forEach(evidence -> render(evidence, prompt));
            }
            case SectionContent.Summary summary ->
                prompt.append("[notes on ")
                        .append(summary.about())
                        .append(", by ")
                        .append(summary.madeBy())
                        .append("]\n")
                        .append(summary.text())
                        .append('\n');
            case SectionContent.Messages messages -> {
                prompt.append('[').append(messages.label()).append("]\n");
                messages.messages().forEach(message -> render(message, prompt));
            }
        }
    }

    private static void render(Evidence evidence, StringBuilder prompt) {
        prompt.append(evidence.supports() ? "+ " : "- ")
                .append(evidence.speaker())
                .append(" in ")
                .append(evidence.place())
                .append(" at ")
                .append(evidence.at())
                .append(": ")
                .append(evidence.text())
                .append('\n');
    }

    private static void render(ChatMessage message, StringBuilder prompt) {
        switch (message) {
            case ChatMessage.FromPerson m ->
                prompt.append(m.speaker()).append(": ").append(m.plainText()).append('\n');
            case ChatMessage.FromClara m ->
                prompt.append("Clara: ").append(m.text()).append('\n');
        }
    }

    private static final class Echo implements ChatModel {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public ChatStream stream(ChatRequest request) {
            return new WholeAnswer(render(request));
        }
    }

    /** One piece, then the end. */
    private static final class WholeAnswer implements ChatStream {
        private final String text;
        private final AtomicBoolean closed = new AtomicBoolean();
        private boolean told;

        WholeAnswer(String text) {
            this.text = text;
        }

        @Override
        public ChatDelta next() {
            if (closed.get()) {
                throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
            }
            if (told) {
                return new ChatDelta.Finished(ChatDelta.Reason.STOP, TokenUsage.NONE, "echo");
            }
            told = true;
            return new ChatDelta.Text(text);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
