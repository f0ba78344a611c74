package ai.clara.memory.store.qdrant;

import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import java.util.Optional;

/** Takes away what a test left in a Qdrant. */
public final class Broom {
    private Broom() {}

    /** All collections whose name begins so. */
    public static void sweep(String url, String key, String start) {
        try (var server = new Server(Address.of(url), Optional.of(key).filter(one -> !one.isEmpty()))) {
            server
                    .collections(collections -> collections.list(ListCollectionsRequest.getDefaultInstance()))
                    .getCollectionsList()
                    .stream()
                    .map(CollectionDescription::getName)
                    .filter(name -> name.startsWith(start))
                    .forEach(name -> server.collections(collections -> collections.delete(DeleteCollection.newBuilder()
                            .setCollectionName(name)
                            .build())));
        }
    }
}
