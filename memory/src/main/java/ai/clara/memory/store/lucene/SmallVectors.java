package ai.clara.memory.store.lucene;

import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * The usual codec with vectors of two bits per dimension beside the whole ones: all that are within reach are compared by these, and
 * the best by the whole ones (docs/recall-speed.md). There are no graphs: they cost more to write than they saved, and missed what
 * lies in heaps. It keeps the usual name, so that any reader opens the files.
 */
final class SmallVectors extends FilterCodec {
    private static final int CONNECTIONS = 16;
    private static final int BEAM = 100;
    private static final int GRAPHLESS = Integer.MAX_VALUE;

    private final KnnVectorsFormat vectors = new PerFieldKnnVectorsFormat() {
        private final KnnVectorsFormat bits = new Lucene104HnswScalarQuantizedVectorsFormat(
                ScalarEncoding.DIBIT_QUERY_NIBBLE, CONNECTIONS, BEAM, 1, null, GRAPHLESS);

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return bits;
        }
    };

    SmallVectors() {
        super("Lucene104", new Lucene104Codec());
    }

    @Override
    public KnnVectorsFormat knnVectorsFormat() {
        return vectors;
    }
}
