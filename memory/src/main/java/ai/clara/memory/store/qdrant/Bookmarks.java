package ai.clara.memory.store.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeywords;

import ai.clara.memory.store.Cursor;
import ai.clara.memory.store.Kept;
import ai.clara.spi.id.ConversationId;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what a collection knows of itself: how far each conversation is in it, and who answers. */
final class Bookmarks {
    private static final int PAGE = 1_000;
    private static final Filter ALL = Filter.newBuilder()
            .addMust(matchKeywords(Fields.KIND, List.of(Fields.CURSOR, Fields.STANDING)))
            .build();

    private Bookmarks() {}

    static Kept of(Server server, String collection) {
        var cursors = new HashMap<ConversationId, Cursor>();
        Optional<String> answers = Optional.empty();
        ScrollPoints.Builder asked = ScrollPoints.newBuilder()
                .setCollectionName(collection)
                .setFilter(ALL)
                .setLimit(PAGE)
                .setWithPayload(WithPayloadSelectorFactory.enable(true));
        boolean more = true;
        while (more) {
            ScrollResponse page = server.read(points -> points.scroll(asked.build()));
            for (RetrievedPoint point : page.getResultList()) {
                Map<String, Value> payload = point.getPayloadMap();
                if (Fields.text(payload, Fields.KIND).equals(Fields.STANDING)) {
                    answers = Optional.of(Fields.text(payload, Fields.ANSWERS)).filter(name -> !name.isEmpty());
                } else {
                    cursors.put(
                            new ConversationId(UUID.fromString(Fields.text(payload, Fields.CONVERSATION))),
                            new Cursor(Fields.number(payload, Fields.SEQ), Fields.number(payload, Fields.CHANGES)));
                }
            }
            more = page.hasNextPageOffset();
            asked.setOffset(page.getNextPageOffset());
        }
        return new Kept(cursors, answers);
    }
}
