package ai.clara.memory.store.pgvector;

import com.pgvector.PGbit;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Sketches of vectors, a few bits a dimension ({@code sketch_of}): of very many, all are compared by these before the best are by the
 * whole vectors.
 *
 * <p>A question's dimension is a number of three binary digits, each digit of all dimensions a string of bits, once for each threshold of
 * the sketches. How many bits of a sketch differ from such a string, weighed by the digit and summed, is a constant less twice the inner
 * product of the levels and the numbers, both counted from their middle: so the question is rounded less than what it is compared with,
 * as in J. Gao and C. Long, "RaBitQ", 2024, by pgvector's measure for bits.
 */
final class Sketches {
    private static final int DIGITS = 3;
    private static final int THRESHOLDS = 3;
    /** What a dimension has beyond so many deviations counts no more. */
    private static final double DEVIATIONS_MAX = 2.2;

    private Sketches() {}

    /** Lists the vectors of messages. */
    static void add(Connection connection, List<UUID> messages) throws SQLException {
        try (var insert = connection.prepareStatement("insert into sketches (message_id, embedder, voice, sketch)"
                + " select v.message_id, v.embedder, f.voice, sketch_of(v.vector, c.centre)"
                + " from vectors v join filed f on f.message_id = v.message_id"
                + " join centred c on c.embedder = v.embedder where v.message_id = any (?)")) {
            insert.setArray(1, Realm.array(connection, messages));
            insert.executeUpdate();
        }
    }

    /** A query for so many within reach that are nearest by their sketches; {@link #set} sets its last question marks. */
    static String nearest(Permitted permitted, Embedder by, int most) {
        return "select message_id from sketches where embedder = " + by.id() + " and " + permitted.voices()
                + " order by (sketch <~> ?) + 2 * (sketch <~> ?) + 4 * (sketch <~> ?) limit " + most;
    }

    /** Sets a question's digits, the lowest first, from this place on; gives the place after them. */
    static int set(PreparedStatement statement, int from, float[] question, Embedder by) throws SQLException {
        int[] numbers = numbers(fromCentre(question, by));
        for (int digit = 0; digit < DIGITS; digit++) {
            var bits = new boolean[THRESHOLDS * numbers.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = (numbers[i % numbers.length] >> digit & 1) == 1;
            }
            statement.setObject(from + digit, new PGbit(bits));
        }
        return from + DIGITS;
    }

    private static float[] fromCentre(float[] question, Embedder by) {
        float[] moved = question.clone();
        by.centre().map(PGvector::toArray).ifPresent(centre -> {
            for (int i = 0; i < moved.length; i++) {
                moved[i] -= centre[i];
            }
        });
        return moved;
    }

    /** Each dimension as one of eight numbers: 0 for the most deviations below zero, 7 for the most above. */
    private static int[] numbers(float[] question) {
        double squares = 0;
        for (float value : question) {
            squares += value * value;
        }
        double most = DEVIATIONS_MAX * Math.sqrt(squares / question.length);
        int top = (1 << DIGITS) - 1;
        var numbers = new int[question.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) Math.clamp(Math.round((question[i] / most + 1) / 2 * top), 0, top);
        }
        return numbers;
    }
}
