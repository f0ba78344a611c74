package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;

/** Begins fillings of other stores. */
@Singleton
final class Fillings {
    private final Transcript transcript;
    private final VectorShelf shelf;
    private final Changeover changeover;
    private final Agreement agreement;
    private final PassageVectors passages;

    Fillings(
            Transcript transcript,
            VectorShelf shelf,
            Changeover changeover,
            Agreement agreement,
            PassageVectors passages) {
        this.transcript = transcript;
        this.shelf = shelf;
        this.changeover = changeover;
        this.agreement = agreement;
        this.passages = passages;
    }

    /** Opens the store, and goes on where it was left. */
    Filling of(VectorStore into) {
        changeover.askShelf();
        var standing = new Standing();
        standing.begin(into.open());
        standing.answeredBy(changeover.answering().id());
        var follower = new Follower(transcript, into, standing, shelf, changeover, agreement, passages, new Progress());
        return new Filling(transcript, into, follower, standing, changeover);
    }
}
