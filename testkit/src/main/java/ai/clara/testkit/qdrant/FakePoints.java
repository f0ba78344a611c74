package ai.clara.testkit.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.CreateVectorNameRequest;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.FacetHit;
import io.qdrant.client.grpc.Points.FacetResponse;
import io.qdrant.client.grpc.Points.FacetValue;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
import io.qdrant.client.grpc.Points.ScrollResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc.PointsImplBase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a Qdrant does with points. */
final class FakePoints extends PointsImplBase {
    private static final int LIMIT = 10;

    private final Cellar cellar;

    FakePoints(Cellar cellar) {
        this.cellar = cellar;
    }

    private PointsOperationResponse done() {
        return PointsOperationResponse.newBuilder()
                .setResult(UpdateResult.newBuilder()
                        .setStatus(cellar.lazy() ? UpdateStatus.WaitTimeout : UpdateStatus.Completed))
                .build();
    }

    private Holding writable(String collection) {
        if (cellar.full()) {
            throw Refusal.full();
        }
        return cellar.of(collection);
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> observer) {
        Refusal.answer(observer, () -> {
            writable(request.getCollectionName())
                    .put(request.getPointsList().stream().map(Point::of).toList());
            return done();
        });
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> observer) {
        Refusal.answer(observer, () -> {
            if (!request.getPoints().hasPoints()) {
                throw Refusal.unknown("deletion by filter");
            }
            writable(request.getCollectionName())
                    .delete(request.getPoints().getPoints().getIdsList().stream()
                            .map(Point::id)
                            .toList());
            return done();
        });
    }

    @Override
    public void createFieldIndex(CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
        Refusal.answer(observer, () -> {
            if (request.getFieldType() != FieldType.FieldTypeKeyword) {
                throw Refusal.unknown("indexes of the kind " + request.getFieldType());
            }
            cellar.of(request.getCollectionName()).index(request.getFieldName(), PayloadSchemaType.Keyword);
            return done();
        });
    }

    @Override
    public void createVectorName(CreateVectorNameRequest request, StreamObserver<PointsOperationResponse> observer) {
        Refusal.answer(observer, () -> {
            cellar.of(request.getCollectionName()).vector(request.getVectorName(), request.getDenseConfig());
            return done();
        });
    }

    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> observer) {
        Refusal.answer(
                observer,
                () -> QueryResponse.newBuilder()
                        .addAllResult(Ranked.of(cellar, request))
                        .build());
    }

    @Override
    public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> observer) {
        Refusal.answer(
                observer,
                () -> QueryBatchResponse.newBuilder()
                        .addAllResult(request.getQueryPointsList().stream()
                                .map(query -> BatchResult.newBuilder()
                                        .addAllResult(Ranked.of(cellar, query))
                                        .build())
                                .toList())
                        .build());
    }

    @Override
    public void scroll(ScrollPoints request, StreamObserver<ScrollResponse> observer) {
        Refusal.answer(observer, () -> {
            int limit = request.hasLimit() ? request.getLimit() : LIMIT;
            List<Point> from = passing(request.getCollectionName(), request.getFilter())
                    .filter(point -> !request.hasOffset() || point.id().compareTo(Point.id(request.getOffset())) >= 0)
                    .toList();
            var page = ScrollResponse.newBuilder();
            from.stream()
                    .limit(limit)
                    .forEach(point -> page.addResult(RetrievedPoint.newBuilder()
                            .setId(point.pointId())
                            .putAllPayload(point.payload(request.getWithPayload()))
                            .setVectors(point.vectors(request.getWithVectors()))));
            if (from.size() > limit) {
                page.setNextPageOffset(from.get(limit).pointId());
            }
            return page.build();
        });
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> observer) {
        Refusal.answer(
                observer,
                () -> CountResponse.newBuilder()
                        .setResult(CountResult.newBuilder()
                                .setCount(passing(request.getCollectionName(), request.getFilter())
                                        .count()))
                        .build());
    }

    @Override
    public void facet(FacetCounts request, StreamObserver<FacetResponse> observer) {
        Refusal.answer(observer, () -> {
            if (!cellar.of(request.getCollectionName()).indexed().contains(request.getKey())) {
                throw Refusal.unindexed(request.getKey());
            }
            var counts = new TreeMap<String, Long>();
            passing(request.getCollectionName(), request.getFilter())
                    .flatMap(point -> point.texts().getOrDefault(request.getKey(), List.of()).stream())
                    .forEach(text -> counts.merge(text, 1L, Long::sum));
            var hits = FacetResponse.newBuilder();
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(request.hasLimit() ? request.getLimit() : LIMIT)
                    .forEach(each -> hits.addHits(FacetHit.newBuilder()
                            .setValue(FacetValue.newBuilder().setStringValue(each.getKey()))
                            .setCount(each.getValue())));
            return hits.build();
        });
    }

    private Stream<Point> passing(String collection, Filter filter) {
        Holding holding = cellar.of(collection);
        var sieve = new Sieve(filter, holding.indexed(), cellar.ignored());
        return holding.points().stream().filter(sieve::passes);
    }
}
