package ai.clara.memory.follow;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 (Robertson and Zaragoza 2009) without statistics of the index. Document frequency and average length would tell one
 * person something about what others wrote, so both are constants here; what makes a word rare is a list shipped with Clara
 * ({@link Words}), applied as a boost to the query's terms.
 */
final class FixedWeights extends BM25Similarity {
    private static final float AVERAGE_LENGTH = 14f;

    @Override
    protected float idf(long docFreq, long docCount) {
        return 1f;
    }

    @Override
    protected float avgFieldLength(CollectionStatistics collectionStats) {
        return AVERAGE_LENGTH;
    }
}
