package ai.clara.memory.store.lucene;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 (Robertson and Zaragoza 2009) without statistics of the index. Document frequency and average length would tell one
 * person something about what others wrote, so a word weighs 1, however rare, and the average length is a constant of the field.
 * Once function words and names have left the question, that costs less than one answer in a hundred.
 */
final class FixedWeights extends BM25Similarity {
    private static final float TEXT_LENGTH = 14f;
    /** The own words twice and somebody else's once. */
    private static final float WINDOW_LENGTH = 3 * TEXT_LENGTH;

    @Override
    protected float idf(long docFreq, long docCount) {
        return 1f;
    }

    @Override
    protected float avgFieldLength(CollectionStatistics collectionStats) {
        return collectionStats.field().equals(Fields.WINDOW) ? WINDOW_LENGTH : TEXT_LENGTH;
    }
}
