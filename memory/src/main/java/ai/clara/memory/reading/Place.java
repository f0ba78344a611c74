package ai.clara.memory.reading;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.Optional;

/** Where a message of the list stands in the transcript. */
public record Place(MessageRef message, ConversationId conversation, long seq) {
    /** The message as it is now; empty when it is gone. */
    public Optional<TranscriptEntry> entry(Transcript transcript) {
        return transcript.after(conversation, seq - 1, 1).stream()
                .filter(entry -> entry.ref().equals(message))
                .findFirst();
    }
}
