package ai.clara.memory.store;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * What stores hold of messages, as numbers by which two can be compared: equal when each message has the same marks and the same
 * vector in both, in whatever order they are read.
 *
 * @param messages how many are held
 * @param vectors how many of them with a vector
 * @param checksum the sum of 64 bits of MurmurHash3 of each
 */
public record Contents(long messages, long vectors, long checksum) {
    public static final Contents NONE = new Contents(0, 0, 0);

    private static final float[] NO_VECTOR = {};

    /** One message that needs no vector. */
    public static Contents of(Marks marks) {
        return new Contents(1, 0, hash(marks, NO_VECTOR));
    }

    public static Contents of(Marks marks, float[] vector) {
        return new Contents(1, 1, hash(marks, vector));
    }

    private static long hash(Marks marks, float[] vector) {
        byte[] own = marks.bytes();
        ByteBuffer bytes =
                ByteBuffer.allocate(own.length + vector.length * Float.BYTES).put(own);
        for (float value : vector) {
            bytes.putFloat(value);
        }
        return StringHelper.murmurhash3_x64_128(new BytesRef(bytes.array()))[0];
    }

    public Contents plus(Contents other) {
        return new Contents(messages + other.messages, vectors + other.vectors, checksum + other.checksum);
    }

    /** The checksum as people compare it. */
    public String text() {
        return String.format(Locale.ROOT, "%016x", checksum);
    }
}
