package ai.clara.memory.store.qdrant;

import ai.clara.spi.id.Project;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.util.StringHelper;

/** Names of what a point holds. */
final class Fields {
    /** What the point is of. */
    static final String KIND = "kind";

    static final String MESSAGE = "message";
    /** How far a conversation is written. */
    static final String CURSOR = "cursor";
    /** Who answers; one point of a collection. */
    static final String STANDING = "standing";

    static final String OWNER = "owner";
    /** Who may know it. */
    static final String AUDIENCE = "audience";

    static final String PROVENANCE = "provenance";
    static final String SENSITIVITY = "sensitivity";
    /** The person who wrote it. */
    static final String AUTHOR = "author";

    static final String PROJECT = "project";
    /** Who speaks, and under which name: {@link ai.clara.memory.store.SpeakerName}. */
    static final String SPEAKER = "speaker";
    /** The embedders whose vectors the point has, or of which it needs none: one, and two while one replaces another. */
    static final String EMBEDDED = "embedded";
    /** Everything else that ranking needs of a message, in Base64: {@link ai.clara.memory.store.Marks}. */
    static final String MARKS = "marks";

    static final String CONVERSATION = "conversation";
    static final String SEQ = "seq";
    static final String CHANGES = "changes";
    static final String ANSWERS = "answers";

    /** The sparse vector of the words alone. */
    static final String WORDS = "words";
    /** That of the words twice, and once what somebody else of the same session said just before to the same audience. */
    static final String AROUND = "around";

    /** All by which points are filtered or counted. */
    static final List<String> INDEXED = List.of(KIND, AUDIENCE, AUTHOR, PROJECT, SPEAKER, EMBEDDED);

    private static final int SEED = 0;

    private Fields() {}

    /** The dense vector of an embedder: vectors of different embedders are never compared. A name may become one of a file. */
    static String dense(String embedder) {
        byte[] bytes = embedder.getBytes(StandardCharsets.UTF_8);
        int hash = StringHelper.murmurhash3_x86_32(bytes, 0, bytes.length, SEED);
        return "dense-" + embedder.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT)
                + String.format(Locale.ROOT, "-%08x", hash);
    }

    /** The default project has a value too. */
    static String project(Project project) {
        return "project:" + project.name();
    }

    static String text(Map<String, Value> payload, String field) {
        Value value = payload.get(field);
        return value == null ? "" : value.getStringValue();
    }

    static long number(Map<String, Value> payload, String field) {
        return payload.getOrDefault(field, ValueFactory.nullValue()).getIntegerValue();
    }
}
