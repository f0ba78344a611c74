package ai.clara.memory.store.qdrant;

import ai.clara.spi.store.StoreException;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a collection must be like, so that it finds what the other stores find. */
final class Shape {
    private Shape() {}

    /**
     * Looks whether it is as Clara made it.
     *
     * @return the fields that lack their index
     * @throws StoreException when it is not
     */
    static List<String> check(String collection, CollectionInfo info) {
        Stream.of(problems(info.getConfig().getParams()), types(info))
                .flatMap(List::stream)
                .findFirst()
                .ifPresent(problem -> {
                    throw new StoreException("Qdrant's collection " + collection + " is not as Clara made it: "
                            + problem + ". Delete it, and the next start writes it anew from what was told.");
                });
        return Fields.INDEXED.stream()
                .filter(field -> !info.containsPayloadSchema(field))
                .toList();
    }

    private static List<String> problems(CollectionParams params) {
        var problems = new ArrayList<String>();
        if (params.getShardNumber() != 1) {
            problems.add("it has " + params.getShardNumber() + " shards");
        }
        params.getVectorsConfig().getParamsMap().getMapMap().forEach((name, vector) -> {
            if (vector.getDistance() != Distance.Dot || vector.hasMultivectorConfig()) {
                problems.add("its vector " + name + " is compared by " + vector.getDistance());
            }
        });
        Map<String, SparseVectorParams> sparse = params.getSparseVectorsConfig().getMapMap();
        for (String name : List.of(Fields.WORDS, Fields.AROUND)) {
            SparseVectorParams words = sparse.get(name);
            if (words == null) {
                problems.add("its sparse vector " + name + " is missing");
            } else if (words.getModifier() != Modifier.None) {
                problems.add("its sparse vector " + name + " counts in how many messages a word is");
            }
        }
        return problems;
    }

    private static List<String> types(CollectionInfo info) {
        return Fields.INDEXED.stream()
                .filter(info::containsPayloadSchema)
                .filter(field -> info.getPayloadSchemaOrThrow(field).getDataType() != PayloadSchemaType.Keyword)
                .map(field -> "its index of " + field + " is none of whole words")
                .toList();
    }
}
