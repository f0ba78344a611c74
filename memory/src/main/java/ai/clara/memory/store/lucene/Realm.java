package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Measured;
import ai.clara.memory.store.Wanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * The documents that a filter lets through, with the field in which their words are looked for. Each is measured by words and vector
 * in one pass while they are few; of many, words and vector first choose which are measured.
 */
final class Realm {
    static final long ONE_BY_ONE_MAX = 2_000;
    /** So many times as many as are wanted are chosen by a few bits of their vectors, and then measured by the whole. */
    private static final int OVERSAMPLED = 16;

    private final IndexSearcher searcher;
    private final Query filter;
    private final String field;
    private final boolean alone;
    private final long oneByOneMax;

    /**
     * @param alone whether nothing around its documents may be known
     * @param oneByOneMax how many documents are few
     */
    Realm(IndexSearcher searcher, Query filter, String field, boolean alone, long oneByOneMax) {
        this.searcher = searcher;
        this.filter = filter;
        this.field = field;
        this.alone = alone;
        this.oneByOneMax = oneByOneMax;
    }

    /** A document and its two measures; a document without vector has no number as nearness. Told ones were named by the graph. */
    record Hit(int document, double nearness, double words, boolean alone, boolean told) implements Measured {}

    /**
     * Measures all, or at least the {@code each} best by either measure.
     *
     * @param vectorField where the vectors are
     */
    List<Hit> measure(Wanted wanted, String vectorField, int each) throws IOException {
        Weight passing = weight(filter, ScoreMode.COMPLETE_NO_SCORES);
        long many = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            ScorerSupplier scorer = passing.scorerSupplier(leaf);
            many += scorer == null ? 0 : scorer.cost();
        }
        if (many == 0) {
            return List.of();
        }
        Query any = any(field, wanted.terms());
        int[] told = told(wanted);
        int[] chosen = many <= oneByOneMax ? null : chosen(any, wanted, vectorField, each, told);
        var hits = new ArrayList<Hit>();
        Weight words = null;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            DocIdSetIterator documents = chosen == null ? all(passing, leaf) : Chosen.of(chosen, leaf);
            int one = documents == null ? DocIdSetIterator.NO_MORE_DOCS : documents.nextDoc();
            if (documents == null || one == DocIdSetIterator.NO_MORE_DOCS) {
                continue;
            }
            // Looking the words up costs more than finding that nothing passes.
            words = words == null ? weight(any, ScoreMode.COMPLETE) : words;
            var measures = new Measures(leaf, words, vectorField, wanted, alone, told);
            for (; one != DocIdSetIterator.NO_MORE_DOCS; one = documents.nextDoc()) {
                measures.measure(one, hits);
            }
        }
        return hits;
    }

    static Query any(String field, Set<String> terms) {
        var any = new BooleanQuery.Builder();
        terms.forEach(term -> any.add(new TermQuery(new Term(field, term)), Occur.SHOULD));
        return any.build();
    }

    private Weight weight(Query query, ScoreMode mode) throws IOException {
        return searcher.createWeight(searcher.rewrite(query), mode, 1);
    }

    private static @Nullable DocIdSetIterator all(Weight passing, LeafReaderContext leaf) throws IOException {
        ScorerSupplier scorer = passing.scorerSupplier(leaf);
        return scorer == null ? null : scorer.get(Long.MAX_VALUE).iterator();
    }

    /** The documents of the graph's messages that the filter lets through, in the order of the index. */
    private int[] told(Wanted wanted) throws IOException {
        if (wanted.told().isEmpty()) {
            return new int[0];
        }
        List<BytesRef> ids = wanted.told().keySet().stream()
                .map(message -> new BytesRef(message.value().toString()))
                .toList();
        Query filtered = new BooleanQuery.Builder()
                .add(new TermInSetQuery(Fields.ID, ids), Occur.FILTER)
                .add(filter, Occur.FILTER)
                .build();
        return Arrays.stream(searcher.search(filtered, ids.size()).scoreDocs)
                .mapToInt(hit -> hit.doc)
                .sorted()
                .toArray();
    }

    /** The best by words, the nearest and the told ones, in the order of the index. */
    private int[] chosen(Query any, Wanted wanted, String vectorField, int each, int[] told) throws IOException {
        var documents = new ArrayList<ScoreDoc>();
        if (!wanted.terms().isEmpty()) {
            Query filtered = new BooleanQuery.Builder()
                    .add(any, Occur.MUST)
                    .add(filter, Occur.FILTER)
                    .build();
            documents.addAll(List.of(searcher.search(filtered, each).scoreDocs));
        }
        if (wanted.vector().isPresent()) {
            int more = OVERSAMPLED * each;
            var nearest = new KnnFloatVectorQuery(vectorField, wanted.vector().get(), more, filter);
            documents.addAll(List.of(searcher.search(nearest, more).scoreDocs));
        }
        IntStream found = documents.stream().mapToInt(hit -> hit.doc);
        return IntStream.concat(found, Arrays.stream(told)).sorted().distinct().toArray();
    }

    /** Chosen documents of one leaf. */
    private static final class Chosen extends DocIdSetIterator {
        private final int[] documents;
        private int at = -1;

        private Chosen(int[] documents) {
            this.documents = documents;
        }

        static @Nullable DocIdSetIterator of(int[] all, LeafReaderContext leaf) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            int[] own = Arrays.stream(all)
                    .filter(one -> one >= leaf.docBase && one < end)
                    .map(one -> one - leaf.docBase)
                    .toArray();
            return own.length == 0 ? null : new Chosen(own);
        }

        @Override
        public int docID() {
            return at < 0 ? -1 : at < documents.length ? documents[at] : NO_MORE_DOCS;
        }

        @Override
        public int nextDoc() {
            at++;
            return docID();
        }

        @Override
        public int advance(int target) throws IOException {
            return slowAdvance(target);
        }

        @Override
        public long cost() {
            return documents.length;
        }
    }

    /** Measures documents of one leaf in their order. */
    private static final class Measures {
        private final LeafReaderContext leaf;
        private final @Nullable Bits live;
        private final @Nullable Scorer words;
        private final @Nullable FloatVectorValues vectors;
        private final KnnVectorValues.@Nullable DocIndexIterator at;
        private final float[] sought;
        private final int terms;
        private final boolean alone;
        private final int[] told;

        Measures(LeafReaderContext leaf, Weight words, String vectorField, Wanted wanted, boolean alone, int[] told)
                throws IOException {
            this.told = told;
            this.alone = alone;
            this.leaf = leaf;
            this.live = leaf.reader().getLiveDocs();
            this.words = words.scorer(leaf);
            this.sought = wanted.vector().orElse(new float[0]);
            this.terms = wanted.terms().size();
            FloatVectorValues all = leaf.reader().getFloatVectorValues(vectorField);
            this.vectors = all != null && all.dimension() == this.sought.length ? all : null;
            this.at = vectors == null ? null : vectors.iterator();
        }

        void measure(int document, List<Hit> hits) throws IOException {
            if (live != null && !live.get(document)) {
                return;
            }
            double nearness = Double.NaN;
            if (vectors != null && at != null && reaches(at, document)) {
                nearness = VectorUtil.dotProduct(sought, vectors.vectorValue(at.index()));
            }
            double shared = words != null && reaches(words.iterator(), document) ? words.score() / terms : 0;
            boolean named = Arrays.binarySearch(told, leaf.docBase + document) >= 0;
            if (shared > 0 || named || !Double.isNaN(nearness)) {
                hits.add(new Hit(leaf.docBase + document, nearness, shared, alone, named));
            }
        }
    }

    /** Whether the iterator, moved forward if need be, stands at this document. */
    static boolean reaches(DocIdSetIterator at, int document) throws IOException {
        return (at.docID() < document ? at.advance(document) : at.docID()) == document;
    }
}
