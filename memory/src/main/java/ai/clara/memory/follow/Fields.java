package ai.clara.memory.follow;

/** Names of the index's fields. */
public final class Fields {
    /** The message's id. */
    public static final String ID = "id";
    /** Who may know it. */
    public static final String AUDIENCE = "audience";
    /** The person who wrote it. */
    public static final String AUTHOR = "author";
    /** The words, with the speaker's name before them. */
    public static final String TEXT = "text";
    /** The words of the message before it, of the same audience. */
    public static final String BEFORE = "before";
    /** Concepts the words touch. */
    public static final String CONCEPT = "concept";

    /** The words of a message that only asks. It has neither concepts nor vector: who asks tells nothing. */
    public static final String ASKED = "asked";

    /** Both halves of the message's id, for reading. */
    public static final String ID_HIGH = "id_high";

    public static final String ID_LOW = "id_low";

    static final String PLACE = "place";
    static final String SEQ = "seq";
    /** The embedder whose vector the document has, or of which it needs none. */
    static final String EMBEDDED = "embedded";

    private Fields() {}

    /** The vector field of an embedder: vectors of different embedders are never compared. */
    public static String vector(String embedder) {
        return "vector:" + embedder;
    }
}
