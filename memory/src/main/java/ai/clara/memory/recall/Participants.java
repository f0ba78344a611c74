package ai.clara.memory.recall;

import ai.clara.memory.follow.Fields;
import ai.clara.memory.follow.MessageIndex;
import ai.clara.memory.follow.SpeakerName;
import ai.clara.memory.question.Roster;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
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

/**
 * Who speaks in what a viewer may read: from the messages that pass the audience filter and from no other, since even a name tells
 * something. Kept per audience as long as the index stays as it is.
 */
@Singleton
final class Participants {
    private static final int KEPT_MAX = 200;

    private final MessageIndex index;
    private final AudienceFilter filter;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > KEPT_MAX;
        }
    };

    Participants(MessageIndex index, AudienceFilter filter) {
        this.index = index;
        this.filter = filter;
    }

    private record Key(Set<String> audiences, Optional<PersonId> own) {}

    private record Kept(long version, Roster roster) {}

    Roster of(Viewer viewer) {
        if (!index.isOpen()) {
            return Roster.of(Map.of());
        }
        var key = new Key(viewer.readKeys(), viewer.ownWordsOf());
        return index.search(searcher -> {
            long version = ((DirectoryReader) searcher.getIndexReader()).getVersion();
            synchronized (kept) {
                Kept known = kept.get(key);
                if (known != null && known.version() == version) {
                    return known.roster();
                }
            }
            var names = new HashMap<PersonId, Set<String>>();
            collect(searcher, filter.audience(viewer), names);
            Optional<Query> elsewhere = filter.ownElsewhere(viewer);
            if (elsewhere.isPresent()) {
                collect(searcher, elsewhere.get(), names);
            }
            Roster roster = Roster.of(names);
            synchronized (kept) {
                kept.put(key, new Kept(version, roster));
            }
            return roster;
        });
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
