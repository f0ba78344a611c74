package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Found;
import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Measured;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore.Depth;
import ai.clara.memory.store.VectorStore.First;
import ai.clara.memory.store.VectorStore.Pool;
import ai.clara.memory.store.Wanted;
import ai.clara.memory.store.lucene.Realm.Hit;
import ai.clara.spi.id.MessageRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/** Searches the index for what is wanted, within reach alone: the nearest by meaning and the best by words. */
final class Search {
    private final MessageIndex index;
    private final long oneByOneMax;

    /** @param oneByOneMax up to how many permitted messages each is measured; without a bound the search is exact */
    Search(MessageIndex index, long oneByOneMax) {
        this.index = index;
        this.oneByOneMax = oneByOneMax;
    }

    /** Finds; what comes first is for {@code first} to say. */
    Pool find(Reach reach, Wanted wanted, Depth depth, First first) {
        return index.search(searcher -> {
            String vectorField = Fields.vector(wanted.embedder());
            var hits =
                    new ArrayList<>(new Realm(searcher, Permitted.audiences(reach), Fields.WINDOW, false, oneByOneMax)
                            .measure(wanted, vectorField, depth.each()));
            Optional<Query> elsewhere = Permitted.ownElsewhere(reach);
            if (elsewhere.isPresent()) {
                // What others said before may not be known here.
                hits.addAll(new Realm(searcher, elsewhere.get(), Fields.TEXT, true, oneByOneMax)
                        .measure(wanted, vectorField, depth.each()));
            }
            List<Found> found = marked(searcher, inOrder(Measured.best(hits, depth.each())), wanted, depth.covers());
            List<MessageRef> chosen = first.of(found, depth.first());
            return new Pool(found, chosen, vectors(searcher, found, Set.copyOf(chosen), vectorField));
        });
    }

    private static List<Hit> inOrder(Set<Hit> hits) {
        return hits.stream().sorted(Comparator.comparingInt(Hit::document)).toList();
    }

    /** Reads what the index holds of each, leaf by leaf. */
    private static List<Found> marked(IndexSearcher searcher, List<Hit> hits, Wanted wanted, boolean covers)
            throws IOException {
        Set<String> terms = covers ? wanted.terms() : Set.of();
        Weight coverage = searcher.createWeight(searcher.rewrite(each(terms)), ScoreMode.COMPLETE, 1);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        var found = new ArrayList<Found>(hits.size());
        int leafIndex = -1;
        BinaryDocValues marks = DocValues.emptyBinary();
        Optional<Scorer> words = Optional.empty();
        for (Hit hit : hits) {
            int at = ReaderUtil.subIndex(hit.document(), leaves);
            LeafReaderContext leaf = leaves.get(at);
            if (at != leafIndex) {
                leafIndex = at;
                marks = DocValues.getBinary(leaf.reader(), Fields.MARKS);
                words = Optional.ofNullable(coverage.scorer(leaf));
            }
            int one = hit.document() - leaf.docBase;
            if (marks.advanceExact(one)) {
                boolean covered = words.isPresent() && Realm.reaches(words.get().iterator(), one);
                double share = covered ? words.get().score() / terms.size() : 0;
                BytesRef bytes = marks.binaryValue();
                Marks read = Marks.parse(bytes.bytes, bytes.offset, bytes.length);
                double told = wanted.told().getOrDefault(read.message(), 0.0);
                found.add(new Found(hit.document(), read, hit.nearness(), hit.words(), share, hit.alone(), told));
            }
        }
        return found;
    }

    /** Counts how many of the terms are in a text. */
    private static Query each(Set<String> terms) {
        var any = new BooleanQuery.Builder();
        for (String term : terms) {
            any.add(new ConstantScoreQuery(new TermQuery(new Term(Fields.TEXT, term))), Occur.SHOULD);
        }
        return any.build();
    }

    private static Map<MessageRef, float[]> vectors(
            IndexSearcher searcher, List<Found> found, Set<MessageRef> wanted, String vectorField) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        var vectors = new HashMap<MessageRef, float[]>();
        int leafIndex = -1;
        FloatVectorValues values = null;
        KnnVectorValues.DocIndexIterator at = null;
        for (Found one : found) {
            if (!wanted.contains(one.marks().message()) || Double.isNaN(one.nearness())) {
                continue;
            }
            int leaf = ReaderUtil.subIndex(one.document(), leaves);
            if (leaf != leafIndex) {
                leafIndex = leaf;
                values = leaves.get(leaf).reader().getFloatVectorValues(vectorField);
                at = values == null ? null : values.iterator();
            }
            if (values != null && at != null && Realm.reaches(at, one.document() - leaves.get(leaf).docBase)) {
                vectors.put(
                        one.marks().message(), values.vectorValue(at.index()).clone());
            }
        }
        return vectors;
    }
}
