package ai.clara.testkit.model;

import ai.clara.spi.chat.TokenUsage;
import java.util.Optional;

/** How a wire format writes an answer. Streamed parts are whole events with {@code \n} as line end. */
sealed interface Dialect permits OpenAiDialect, AnthropicDialect {
    /** What comes before the first piece. */
    String begin();

    String piece(String text);

    /** An event that means nothing. */
    String keepAlive();

    /** An error inside a stream that began well. */
    String failure(Script.Failure failure);

    /** The reason why the model stopped, then the mark of the end; nothing without a reason. */
    String end(Script.Ending ending, Optional<TokenUsage> usage);

    /** The answer in one object. */
    String whole(String text, Script.Ending ending, Optional<TokenUsage> usage);

    /** The body of an error with this status. */
    String refusal(int status, String message);
}
