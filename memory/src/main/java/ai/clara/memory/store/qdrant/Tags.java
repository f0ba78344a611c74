package ai.clara.memory.store.qdrant;

import static io.qdrant.client.ConditionFactory.matchExceptKeywords;
import static io.qdrant.client.ConditionFactory.matchKeyword;

import ai.clara.memory.store.Spot;
import ai.clara.spi.id.ConversationId;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.util.List;
import java.util.UUID;

/** Messages by the embedders that are done with them. For whoever writes, so of all audiences, and only where they stand. */
final class Tags {
    private static final Condition MESSAGES = matchKeyword(Fields.KIND, Fields.MESSAGE);

    private Tags() {}

    /** Some of those that need a vector of this embedder and have none. */
    static List<Spot> lacking(Server server, String collection, String embedder, int most) {
        return spots(server, collection, without(embedder), most);
    }

    /** How many there are. */
    static long lacking(Server server, String collection, String embedder) {
        return server.read(points -> points.count(CountPoints.newBuilder()
                        .setCollectionName(collection)
                        .setFilter(without(embedder))
                        .setExact(true)
                        .build()))
                .getResult()
                .getCount();
    }

    private static Filter without(String embedder) {
        return Filter.newBuilder()
                .addMust(MESSAGES)
                .addMustNot(matchKeyword(Fields.EMBEDDED, embedder))
                .build();
    }

    /** Some of those that hold something of any other embedder. */
    static List<Spot> beside(Server server, String collection, String embedder, int most) {
        // Of several values it is enough that one is another.
        Filter others = Filter.newBuilder()
                .addMust(MESSAGES)
                .addMust(matchExceptKeywords(Fields.EMBEDDED, List.of(embedder)))
                .build();
        return spots(server, collection, others, most);
    }

    private static List<Spot> spots(Server server, String collection, Filter filter, int most) {
        return server
                .read(points -> points.scroll(ScrollPoints.newBuilder()
                        .setCollectionName(collection)
                        .setFilter(filter)
                        .setLimit(most)
                        .setWithPayload(WithPayloadSelectorFactory.include(List.of(Fields.CONVERSATION, Fields.SEQ)))
                        .build()))
                .getResultList()
                .stream()
                .map(point -> new Spot(
                        new ConversationId(UUID.fromString(Fields.text(point.getPayloadMap(), Fields.CONVERSATION))),
                        Fields.number(point.getPayloadMap(), Fields.SEQ)))
                .toList();
    }
}
