package ai.clara.memory.recall;

import ai.clara.memory.follow.Fields;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;

/** The nearest vectors among the documents a filter lets through: looked at one by one while they are few, else by the graph. */
final class Nearest {
    private static final long ONE_BY_ONE_MAX = 2_000;
    /** Of two that are equally far the newer one is nearer. */
    private static final Comparator<Hit> FARTHEST_FIRST =
            Comparator.<Hit>comparingDouble(hit -> hit.score).thenComparingLong(hit -> hit.told);

    private final String field;
    private final float[] vector;
    private final int most;

    Nearest(String field, float[] vector, int most) {
        this.field = field;
        this.vector = vector;
        this.most = most;
    }

    private static final class Hit extends ScoreDoc {
        /** Rises from message to message. */
        private final long told;

        Hit(int doc, float score, long told) {
            super(doc, score);
            this.told = told;
        }
    }

    /** Nearest first. */
    List<ScoreDoc> among(IndexSearcher searcher, Query filter) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        long many = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            ScorerSupplier passing = weight.scorerSupplier(leaf);
            many += passing == null ? 0 : passing.cost();
        }
        if (many > ONE_BY_ONE_MAX) {
            return List.of(searcher.search(new KnnFloatVectorQuery(field, vector, most, filter), most).scoreDocs);
        }
        var nearest = new PriorityQueue<>(FARTHEST_FIRST);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            look(leaf, weight, nearest);
        }
        return List.copyOf(nearest.stream().sorted(FARTHEST_FIRST.reversed()).toList());
    }

    private void look(LeafReaderContext leaf, Weight weight, PriorityQueue<Hit> nearest) throws IOException {
        FloatVectorValues vectors = leaf.reader().getFloatVectorValues(field);
        ScorerSupplier passing = vectors == null ? null : weight.scorerSupplier(leaf);
        if (vectors == null || passing == null || vectors.dimension() != vector.length) {
            return;
        }
        KnnVectorValues.DocIndexIterator at = vectors.iterator();
        NumericDocValues told = DocValues.getNumeric(leaf.reader(), Fields.ID_HIGH);
        Bits live = leaf.reader().getLiveDocs();
        DocIdSetIterator documents = passing.get(Long.MAX_VALUE).iterator();
        for (int one = documents.nextDoc(); one != DocIdSetIterator.NO_MORE_DOCS; one = documents.nextDoc()) {
            if ((live == null || live.get(one)) && reaches(at, one)) {
                float score = VectorUtil.dotProduct(vector, vectors.vectorValue(at.index()));
                nearest.add(new Hit(leaf.docBase + one, score, told.advanceExact(one) ? told.longValue() : 0));
                if (nearest.size() > most) {
                    nearest.poll();
                }
            }
        }
    }

    /** Whether the iterator, moved forward if need be, stands at this document. */
    static boolean reaches(DocIdSetIterator at, int document) throws IOException {
        return (at.docID() < document ? at.advance(document) : at.docID()) == document;
    }
}
