package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Reach;
import ai.clara.memory.store.SpeakerName;
import ai.clara.spi.id.PersonId;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** The names that stand at documents within reach. */
final class Speakers {
    private Speakers() {}

    static Map<PersonId, Set<String>> of(IndexSearcher searcher, Reach reach) throws IOException {
        var names = new HashMap<PersonId, Set<String>>();
        collect(searcher, Permitted.audiences(reach), names);
        Optional<Query> elsewhere = Permitted.ownElsewhere(reach);
        if (elsewhere.isPresent()) {
            collect(searcher, elsewhere.get(), names);
        }
        return names;
    }

    private static void collect(IndexSearcher searcher, Query filter, Map<PersonId, Set<String>> names)
            throws IOException {
        Weight passing = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = passing.scorer(leaf);
            if (scorer != null) {
                collect(leaf, scorer.iterator(), names);
            }
        }
    }

    /** Every name once, however many messages it stands at. */
    private static void collect(LeafReaderContext leaf, DocIdSetIterator documents, Map<PersonId, Set<String>> names)
            throws IOException {
        int one = documents.nextDoc();
        if (one == DocIdSetIterator.NO_MORE_DOCS) {
            return;
        }
        SortedDocValues speakers = DocValues.getSorted(leaf.reader(), Fields.SPEAKER);
        Bits live = leaf.reader().getLiveDocs();
        var seen = new FixedBitSet(Math.max(1, speakers.getValueCount()));
        for (; one != DocIdSetIterator.NO_MORE_DOCS; one = documents.nextDoc()) {
            if ((live == null || live.get(one)) && speakers.advanceExact(one) && !seen.getAndSet(speakers.ordValue())) {
                var speaker = SpeakerName.parse(
                        speakers.lookupOrd(speakers.ordValue()).utf8ToString());
                names.computeIfAbsent(speaker.person(), _ -> new HashSet<>()).add(speaker.name());
            }
        }
    }
}
