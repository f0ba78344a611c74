package ai.clara.llm.offline;

import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;

/** A finished text, handed out word by word so that it shows and stops as any other. */
final class WordStream implements ChatStream {
    private static final Pattern BEFORE_WORD = Pattern.compile("(?<=\\s)(?=\\S)");
    private final Queue<String> pieces;
    private volatile boolean closed;

    WordStream(String text) {
        this.pieces = new ArrayDeque<>(List.of(BEFORE_WORD.split(text)));
    }

    @Override
    public ChatDelta next() {
        if (closed) {
            throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
        }
        String piece = pieces.poll();
        return piece == null
                ? new ChatDelta.Finished(ChatDelta.Reason.STOP, TokenUsage.NONE, OfflineModel.NAME)
                : new ChatDelta.Text(piece);
    }

    @Override
    public void close() {
        closed = true;
    }
}
