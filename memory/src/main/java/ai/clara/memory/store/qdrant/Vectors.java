package ai.clara.memory.store.qdrant;

import ai.clara.memory.store.Passage;
import ai.clara.memory.store.Wanted;
import ai.clara.spi.store.StoreException;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Points.CreateVectorNameRequest;
import io.qdrant.client.grpc.Points.DenseVectorCreationConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dense vectors of a collection: one for each embedder, made when the first of its vectors is written. */
final class Vectors {
    private final Server server;
    private final String collection;
    private final Map<String, Integer> widths = new ConcurrentHashMap<>();

    Vectors(Server server, String collection, CollectionInfo info) {
        this.server = server;
        this.collection = collection;
        info.getConfig()
                .getParams()
                .getVectorsConfig()
                .getParamsMap()
                .getMapMap()
                .forEach((name, params) -> widths.put(name, Math.toIntExact(params.getSize())));
    }

    /** The one that what is wanted is compared by, when there is one of that length. */
    Optional<String> by(Wanted wanted) {
        int length = wanted.vector().map(values -> values.length).orElse(-1);
        String name = Fields.dense(wanted.embedder());
        return Optional.of(name).filter(one -> widths.getOrDefault(one, 0) == length);
    }

    /** The one of an embedder, when there is one. */
    Optional<String> named(String embedder) {
        return Optional.of(Fields.dense(embedder)).filter(widths::containsKey);
    }

    /** Makes those of these passages that are not there yet. */
    void prepare(List<Passage> passages) {
        for (Passage passage : passages) {
            passage.vectors()
                    .forEach((embedder, vector) -> vector.ifPresent(values -> prepare(embedder, values.length)));
        }
    }

    private void prepare(String embedder, int length) {
        String name = Fields.dense(embedder);
        int width = widths.getOrDefault(name, 0);
        if (width == 0) {
            make(name, length);
        } else if (width != length) {
            throw new StoreException("Qdrant's collection " + collection + " holds vectors by " + embedder + " of "
                    + width + " numbers, and now they have " + length + "; run ./clara memory reindex.");
        }
    }

    private void make(String name, int length) {
        server.shape(points -> points.createVectorName(CreateVectorNameRequest.newBuilder()
                .setCollectionName(collection)
                .setVectorName(name)
                .setWait(true)
                // The vectors have the length 1, and stay as they are.
                .setDenseConfig(
                        DenseVectorCreationConfig.newBuilder().setSize(length).setDistance(Distance.Dot))
                .build()));
        widths.put(name, length);
    }
}
