package ai.clara.spi.transcript;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the transcript. Within a conversation {@code seq} is committed in order, so it is a safe cursor; no global id is. */
public interface Transcript {
    /** The newest seq of a conversation; changes counts every write to it, erasures too. */
    record Head(ConversationId conversation, long lastSeq, long changes) {}

    /** Heads of all conversations. Ids and numbers only. */
    List<Head> heads();

    /** Entries with {@code seq > after} in order, at most {@code limit}; for those who derive from the transcript. */
    List<TranscriptEntry> after(ConversationId conversation, long after, int limit);

    /**
     * What the viewer may know, newest first: of these messages, the second wall behind an index, and at one look so many of the
     * newest that people wrote.
     *
     * @param within of the newest, only those that may be recalled in this project; empty for all
     */
    List<TranscriptEntry> visible(Viewer viewer, Collection<MessageRef> refs, int newest, Optional<Project> within);

    /** The newest messages people wrote that the viewer may know, newest first. */
    default List<TranscriptEntry> newest(Viewer viewer, int limit) {
        return visible(viewer, List.of(), limit, Optional.empty());
    }

    /**
     * Erases the text of a message the viewer's actor wrote and of Clara's replies that used it as evidence.
     *
     * @return the messages whose text went, empty when there was none to erase
     */
    List<MessageRef> erase(Viewer viewer, MessageRef message);

    /** Calls the listener, on an unspecified thread and perhaps late, after something was committed. */
    void onCommit(Runnable listener);
}
