package ai.clara.llm.wire;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/** What the vendor library calls back. */
final class Callbacks implements StreamingChatResponseHandler {
    private final AnswerStream answer;
    private final String service;
    private final Endings endings;

    Callbacks(AnswerStream answer, String service, Endings endings) {
        this.answer = answer;
        this.service = service;
        this.endings = endings;
    }

    @Override
    public void onPartialResponse(String text) {
        answer.text(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        switch (endings.of(response)) {
            case null -> answer.fail(Failures.broken(service));
            case LENGTH -> answer.finish(ChatDelta.Reason.LENGTH, usage(response));
            case CONTENT_FILTER -> answer.fail(new ModelException(Kind.REFUSED, service + " refused to answer this."));
            case STOP, TOOL_EXECUTION, OTHER -> answer.finish(ChatDelta.Reason.STOP, usage(response));
        }
    }

    @Override
    public void onError(Throwable problem) {
        answer.fail(Failures.unreadable(service, problem));
    }

    private static TokenUsage usage(ChatResponse response) {
        var usage = response.tokenUsage();
        if (usage == null) {
            return TokenUsage.NONE;
        }
        return new TokenUsage(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
    }

    private static long count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
