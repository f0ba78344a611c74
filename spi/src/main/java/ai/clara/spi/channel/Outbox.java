package ai.clara.spi.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * What a channel has shown of its replies, so that every part is shown once whatever breaks. A reply goes by the platform's id of the
 * message it answers.
 */
public interface Outbox {
    /**
     * One message of a reply.
     *
     * @param nonce the same for the same part of the same reply, whoever sends it and however often; 25 characters
     * @param since when its row was made, which is before it was first sent
     * @param shownId the platform's id of what was shown, empty when it was not sent or nobody heard what became of it
     */
    record Part(int number, String nonce, Instant since, Optional<String> shownId) {}

    /**
     * The row of a part, committed when this returns; send it after that.
     *
     * @param number from 1
     * @return empty when there is no such reply: it was stopped or forgotten
     * @throws ai.clara.spi.store.StoreException when it cannot be stored
     */
    Optional<Part> part(String platform, String platformId, int number);

    /** Keeps the platform's id of a part; edit it only after that. */
    void shown(String platform, String platformId, int number, String shownId);

    /** The whole reply was shown, on a way the engine does not see; it is not offered again. */
    void delivered(String platform, String platformId);

    /** The channel can deliver again: what waits is offered to {@link Channel#deliver} soon, on another thread. */
    void resume(String platform);
}
