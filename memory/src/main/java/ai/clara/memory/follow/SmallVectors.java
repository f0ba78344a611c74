package ai.clara.memory.follow;

import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/** The usual codec with vectors of one byte per dimension. It keeps the usual name, so that any reader opens the files. */
final class SmallVectors extends FilterCodec {
    private static final int CONNECTIONS = 16;
    private static final int BEAM = 100;
    /**
     * Segments of up to about 250,000 vectors get no graph: looking at all that pass the filter takes up to twice as long, but misses nothing,
     * where a graph missed a fifth of the best ten (docs/recall-speed.md).
     */
    private static final int GRAPHLESS = 20_000;

    private final KnnVectorsFormat vectors = new PerFieldKnnVectorsFormat() {
        private final KnnVectorsFormat bytes = new Lucene104HnswScalarQuantizedVectorsFormat(
                ScalarEncoding.SEVEN_BIT, CONNECTIONS, BEAM, 1, null, GRAPHLESS);

        @Override
        public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return bytes;
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
