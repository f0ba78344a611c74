package ai.clara.testkit;

import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.prompt.Quote;
import ai.clara.spi.prompt.Source;
import java.util.List;
import java.util.stream.IntStream;

/** Messages as sections quote them. */
public final class Quotes {
    private Quotes() {}

    /** The nth has the nth of {@link SequenceIds}. */
    public static List<Quote> of(ChatMessage... messages) {
        return IntStream.range(0, messages.length)
                .mapToObj(i -> new Quote(new Source.Message(new MessageRef(SequenceIds.nth(i + 1))), messages[i]))
                .toList();
    }
}
