package ai.clara.memory.recall;

import ai.clara.memory.follow.Fields;
import ai.clara.memory.follow.Marks;
import ai.clara.memory.follow.MessageIndex;
import ai.clara.memory.recall.Realm.Hit;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
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

/** Searches the index for a question under the audience filter: the nearest by meaning and the best by words. */
@Singleton
final class Search {
    private final MessageIndex index;
    private final AudienceFilter filter;
    private final long oneByOneMax;

    @Inject
    Search(MessageIndex index, AudienceFilter filter) {
        this(index, filter, Realm.ONE_BY_ONE_MAX);
    }

    /** @param oneByOneMax up to how many permitted messages each is measured; without a bound the search is exact */
    Search(MessageIndex index, AudienceFilter filter, long oneByOneMax) {
        this.index = index;
        this.filter = filter;
        this.oneByOneMax = oneByOneMax;
    }

    /**
     * What was found.
     *
     * @param first those that come first, by the index alone
     * @param vectors of them
     */
    record Pool(List<Found> found, List<MessageRef> first, Map<MessageRef, float[]> vectors) {}

    /** How thorough a search is: so many by each measure, and so many of them to be looked at; coverage only when it matters. */
    record Depth(int each, int first, boolean covers) {}

    /** Finds; what comes first is for {@code first} to say. */
    Pool find(Viewer viewer, Optional<Project> within, Sought sought, Depth depth, First first) {
        if (!index.isOpen()) {
            return new Pool(List.of(), List.of(), Map.of());
        }
        return index.search(searcher -> {
            String vectorField = Fields.vector(sought.embedder());
            Query audience = within(filter.audience(viewer), within);
            var hits = new ArrayList<>(new Realm(searcher, audience, Fields.WINDOW, false, oneByOneMax)
                    .measure(sought, vectorField, depth.each()));
            Optional<Query> elsewhere = filter.ownElsewhere(viewer);
            if (elsewhere.isPresent()) {
                // What others said before may not be known here.
                hits.addAll(new Realm(searcher, within(elsewhere.get(), within), Fields.TEXT, true, oneByOneMax)
                        .measure(sought, vectorField, depth.each()));
            }
            List<Found> found = marked(searcher, best(hits, depth.each()), sought, depth.covers());
            List<MessageRef> wanted = first.of(found, depth.first());
            return new Pool(found, wanted, vectors(searcher, found, Set.copyOf(wanted), vectorField));
        });
    }

    /** What may be recalled in a project: what was said there, and in none. */
    private static Query within(Query audience, Optional<Project> project) {
        if (project.isEmpty()) {
            return audience;
        }
        Query elsewhere = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Fields.PROJECT, Fields.ANY_PROJECT)), Occur.FILTER)
                .add(new TermQuery(new Term(Fields.PROJECT, project.get().name())), Occur.MUST_NOT)
                .build();
        return new BooleanQuery.Builder()
                .add(audience, Occur.FILTER)
                .add(elsewhere, Occur.MUST_NOT)
                .build();
    }

    /** Says which messages come first. */
    interface First {
        List<MessageRef> of(List<Found> found, int most);
    }

    /** The best by either measure, in the order of the index. The other decides between equals: that order is another in each index. */
    private static List<Hit> best(List<Hit> hits, int each) {
        var chosen = new HashSet<Hit>();
        ToDoubleFunction<Hit> nearness = hit -> Double.isNaN(hit.nearness()) ? -1 : hit.nearness();
        best(hits, each, nearness, -1, Hit::words, chosen);
        best(hits, each, Hit::words, 0, nearness, chosen);
        hits.stream().filter(Hit::told).forEach(chosen::add);
        return chosen.stream().sorted(Comparator.comparingInt(Hit::document)).toList();
    }

    private static void best(
            List<Hit> hits,
            int each,
            ToDoubleFunction<Hit> measure,
            double above,
            ToDoubleFunction<Hit> between,
            Set<Hit> chosen) {
        hits.stream()
                .filter(hit -> measure.applyAsDouble(hit) > above)
                .sorted(Comparator.comparingDouble(measure)
                        .thenComparingDouble(between)
                        .reversed())
                .limit(each)
                .forEach(chosen::add);
    }

    /** Reads what the index holds of each, leaf by leaf. */
    private static List<Found> marked(IndexSearcher searcher, List<Hit> hits, Sought sought, boolean covers)
            throws IOException {
        Set<String> terms = covers ? sought.terms() : Set.of();
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
                Marks read = Marks.parse(marks.binaryValue());
                double told = sought.told().getOrDefault(read.message(), 0.0);
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
