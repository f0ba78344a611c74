package ai.clara.memory.store.qdrant;

import ai.clara.memory.store.SpeakerName;
import ai.clara.spi.id.PersonId;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.FacetCounts;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that stand at messages within reach, each once however many messages it stands at. */
final class Speakers {
    private static final int NAMES_MAX = 10_000;

    private Speakers() {}

    static Map<PersonId, Set<String>> of(Server server, String collection, Permitted permitted) {
        return permitted.all().map(filter -> of(server, collection, filter)).orElse(Map.of());
    }

    private static Map<PersonId, Set<String>> of(Server server, String collection, Filter filter) {
        var names = new HashMap<PersonId, Set<String>>();
        server.read(points -> points.facet(FacetCounts.newBuilder()
                        .setCollectionName(collection)
                        .setKey(Fields.SPEAKER)
                        .setFilter(filter)
                        .setLimit(NAMES_MAX)
                        .setExact(true)
                        .build()))
                .getHitsList()
                .forEach(hit -> {
                    var speaker = SpeakerName.parse(hit.getValue().getStringValue());
                    names.computeIfAbsent(speaker.person(), _ -> new HashSet<>())
                            .add(speaker.name());
                });
        return names;
    }
}
