package ai.clara.testkit.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsImplBase;
import java.util.Map;

/** What a Qdrant does with collections. */
final class FakeCollections extends CollectionsImplBase {
    private static final CollectionOperationResponse DONE =
            CollectionOperationResponse.newBuilder().setResult(true).build();

    private final Cellar cellar;

    FakeCollections(Cellar cellar) {
        this.cellar = cellar;
    }

    @Override
    public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
        Refusal.answer(observer, () -> {
            cellar.add(request.getCollectionName(), new Holding(request));
            return DONE;
        });
    }

    @Override
    public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
        Refusal.answer(
                observer,
                () -> GetCollectionInfoResponse.newBuilder()
                        .setResult(cellar.of(request.getCollectionName()).info())
                        .build());
    }

    @Override
    public void list(ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> observer) {
        Refusal.answer(observer, () -> {
            var names = ListCollectionsResponse.newBuilder();
            cellar.names()
                    .forEach(name -> names.addCollections(
                            CollectionDescription.newBuilder().setName(name)));
            return names.build();
        });
    }

    @Override
    public void delete(DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
        Refusal.answer(
                observer,
                () -> CollectionOperationResponse.newBuilder()
                        .setResult(cellar.delete(request.getCollectionName()))
                        .build());
    }

    @Override
    public void listAliases(ListAliasesRequest request, StreamObserver<ListAliasesResponse> observer) {
        Refusal.answer(observer, () -> {
            var aliases = ListAliasesResponse.newBuilder();
            cellar.aliases()
                    .forEach((alias, collection) -> aliases.addAliases(
                            AliasDescription.newBuilder().setAliasName(alias).setCollectionName(collection)));
            return aliases.build();
        });
    }

    @Override
    public void updateAliases(ChangeAliases request, StreamObserver<CollectionOperationResponse> observer) {
        Refusal.answer(observer, () -> {
            cellar.changeAliases(aliases -> request.getActionsList().forEach(action -> change(aliases, action)));
            return DONE;
        });
    }

    private static void change(Map<String, String> aliases, AliasOperations action) {
        switch (action.getActionCase()) {
            case CREATE_ALIAS -> {
                CreateAlias create = action.getCreateAlias();
                aliases.put(create.getAliasName(), create.getCollectionName());
            }
            case DELETE_ALIAS -> aliases.remove(action.getDeleteAlias().getAliasName());
            case RENAME_ALIAS, ACTION_NOT_SET -> throw Refusal.unknown("this change of aliases");
        }
    }
}
