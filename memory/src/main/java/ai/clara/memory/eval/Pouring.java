package ai.clara.memory.eval;

import ai.clara.memory.follow.Projection;
import ai.clara.memory.graph.GraphProjection;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.EmbeddingModel.Purpose;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Archive;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pours a conversation into the transcript, as messages of a room that all its speakers share, and waits until memory has followed. */
@Singleton
final class Pouring {
    private static final String PLATFORM = "eval";
    private static final long FOLLOWING_MILLIS_MAX = 30 * 60_000L;

    private final Archive archive;
    private final Transcript transcript;
    private final Projection projection;
    private final GraphProjection graph;
    private final EmbeddingModel embedder;
    private final Ids ids;

    Pouring(
            Archive archive,
            Transcript transcript,
            Projection projection,
            GraphProjection graph,
            EmbeddingModel embedder,
            Ids ids) {
        this.archive = archive;
        this.transcript = transcript;
        this.projection = projection;
        this.graph = graph;
        this.embedder = embedder;
        this.ids = ids;
    }

    /** @param room a name that no other case has */
    Poured pour(String room, List<RecallCase.Turn> turns) {
        // What is followed before the encoder has loaded would be searched by words alone for a while.
        var unused = embedder.embed(List.of(room), Purpose.PASSAGE);
        var place = new ConversationKey(PLATFORM, ConversationKey.Kind.ROOM, room);
        Map<String, MessageRef> kept =
                archive.keep(turns.stream().map(turn -> message(place, turn)).toList());
        follow();
        graph.catchUp();
        var byMessage = new HashMap<MessageRef, String>();
        turns.forEach(turn -> {
            MessageRef message = kept.get(platformId(place, turn));
            if (message != null) {
                byMessage.put(message, turn.id());
            }
        });
        Instant end = turns.stream()
                .map(RecallCase.Turn::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Poured(
                Viewer.inRoom(new PersonId(ids.next()), new Audience.Room(PLATFORM, room, 0)),
                end.atZone(ZoneOffset.UTC),
                byMessage);
    }

    private static InboundMessage message(ConversationKey place, RecallCase.Turn turn) {
        return new InboundMessage(
                place,
                new AccountKey(PLATFORM, place.place() + "/" + turn.speaker()),
                turn.speaker(),
                platformId(place, turn),
                List.of(new Part.Text(turn.text())),
                turn.at());
    }

    private static String platformId(ConversationKey place, RecallCase.Turn turn) {
        return place.place() + "/" + turn.id();
    }

    private void follow() {
        for (Transcript.Head head : transcript.heads()) {
            if (!projection.await(head.conversation(), head.lastSeq(), FOLLOWING_MILLIS_MAX)) {
                throw CommandException.failed("Memory does not follow what was said"
                        + (projection.lastError().isEmpty() ? "." : ": " + projection.lastError()));
            }
        }
    }
}
