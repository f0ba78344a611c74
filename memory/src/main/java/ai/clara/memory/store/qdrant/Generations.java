package ai.clara.memory.store.qdrant;

import ai.clara.spi.store.StoreException;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The collections of one Clara, numbered one after the other, of which the alias of her name says which is in use. One is filled while
 * its predecessor is in use, and takes its place by one change of the alias. Only what Clara made is ever thrown away.
 */
final class Generations {
    private static final String MAKER = "made_by";
    private static final String CLARA = "clara";
    private static final String LAYOUT_FIELD = "layout";
    /** Raise it whenever analysis, weights, marks or fields change: then all is written anew. */
    private static final int LAYOUT = 1;

    private static final int FIRST = 1;

    private final Server server;
    private final String name;

    Generations(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    /** The one in use, when there is one. */
    Optional<String> inUse() {
        List<String> there = there();
        if (there.contains(name)) {
            throw new StoreException("Qdrant has a collection " + name
                    + " that is not Clara's; set QDRANT_COLLECTION to another name, or delete it.");
        }
        Optional<String> named = server
                .collections(collections -> collections.listAliases(ListAliasesRequest.getDefaultInstance()))
                .getAliasesList()
                .stream()
                .filter(alias -> alias.getAliasName().equals(name))
                .map(alias -> alias.getCollectionName())
                .filter(there::contains)
                .findFirst();
        named.filter(one -> !ours(info(one))).ifPresent(one -> {
            throw new StoreException("In Qdrant " + name + " is another name of the collection " + one
                    + ", which is not Clara's; set QDRANT_COLLECTION to another name.");
        });
        return named;
    }

    private List<String> there() {
        return server
                .collections(collections -> collections.list(ListCollectionsRequest.getDefaultInstance()))
                .getCollectionsList()
                .stream()
                .map(CollectionDescription::getName)
                .toList();
    }

    CollectionInfo info(String collection) {
        return server.collections(collections -> collections.get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(collection)
                        .build()))
                .getResult();
    }

    private static boolean ours(CollectionInfo info) {
        return Fields.text(info.getConfig().getMetadataMap(), MAKER).equals(CLARA);
    }

    /** Whether it was made as it would be made now. */
    static boolean current(CollectionInfo info) {
        return Fields.number(info.getConfig().getMetadataMap(), LAYOUT_FIELD) == LAYOUT;
    }

    /** Makes an empty one after this, with an index for each field that questions filter by. What an earlier one left is thrown away. */
    String after(Optional<String> former) {
        keepOnly(former);
        String next = name + "-" + (former.map(this::number).orElse(FIRST - 1) + 1);
        server.build(collections -> collections.create(CreateCollection.newBuilder()
                .setCollectionName(next)
                // In one log points and cursors are durable in the order in which they were written.
                .setShardNumber(1)
                .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                        .putMap(Fields.WORDS, SparseVectorParams.getDefaultInstance())
                        .putMap(Fields.AROUND, SparseVectorParams.getDefaultInstance()))
                .setStrictModeConfig(
                        StrictModeConfig.newBuilder().setEnabled(true).setUnindexedFilteringRetrieve(false))
                .putMetadata(MAKER, ValueFactory.value(CLARA))
                .putMetadata(LAYOUT_FIELD, ValueFactory.value(LAYOUT))
                .build()));
        Fields.INDEXED.forEach(field -> index(next, field));
        return next;
    }

    void index(String collection, String field) {
        var keyword = KeywordIndexParams.newBuilder();
        if (field.equals(Fields.AUDIENCE)) {
            // What one audience knows lies together.
            keyword.setIsTenant(true);
        }
        server.shape(points -> points.createFieldIndex(CreateFieldIndexCollection.newBuilder()
                .setCollectionName(collection)
                .setFieldName(field)
                .setFieldType(FieldType.FieldTypeKeyword)
                .setFieldIndexParams(PayloadIndexParams.newBuilder().setKeywordIndexParams(keyword))
                .setWait(true)
                .build()));
    }

    /** Lets the name mean this one from here on, at once. */
    void use(String collection, Optional<String> former) {
        var change = ChangeAliases.newBuilder();
        if (former.isPresent()) {
            change.addActions(AliasOperations.newBuilder()
                    .setDeleteAlias(DeleteAlias.newBuilder().setAliasName(name)));
        }
        change.addActions(AliasOperations.newBuilder()
                .setCreateAlias(CreateAlias.newBuilder().setAliasName(name).setCollectionName(collection)));
        server.build(collections -> collections.updateAliases(change.build()));
    }

    /** Throws all others of this Clara away. */
    void keepOnly(Optional<String> collection) {
        there().stream()
                .filter(one -> number(one) >= FIRST && !collection.equals(Optional.of(one)))
                .sorted(Comparator.naturalOrder())
                .filter(one -> ours(info(one)))
                .forEach(this::drop);
    }

    private void drop(String collection) {
        server.build(collections -> collections.delete(
                DeleteCollection.newBuilder().setCollectionName(collection).build()));
    }

    /** 0 for a name that is none of these. */
    private int number(String collection) {
        String start = name + "-";
        return collection.startsWith(start)
                        && collection.substring(start.length()).matches("[1-9]\\d{0,8}")
                ? Integer.parseInt(collection.substring(start.length()))
                : 0;
    }
}
