package ai.clara.memory.store.lucene;

/** Names of the index's fields. */
final class Fields {
    /** The message's id. */
    static final String ID = "id";
    /** Who may know it. */
    static final String AUDIENCE = "audience";
    /** The person who wrote it. */
    static final String AUTHOR = "author";
    /** The words alone. */
    static final String TEXT = "text";
    /** The words twice, and once what somebody else of the same session said just before to the same audience. */
    static final String WINDOW = "window";
    /** Everything else that ranking needs of a message: {@link ai.clara.memory.store.Marks}. */
    static final String MARKS = "marks";
    /** Who speaks, and under which name: {@link ai.clara.memory.store.SpeakerName}. */
    static final String SPEAKER = "speaker";

    /** The project it belongs to, and {@link #ANY_PROJECT}; nothing for the default one, so that whoever has no other pays nothing. */
    static final String PROJECT = "project";

    /** No name: those stand on one line. */
    static final String ANY_PROJECT = "\n";

    static final String PLACE = "place";
    static final String SEQ = "seq";
    /** The embedders whose vectors the document has, or of which it needs none: one, and two while one replaces another. */
    static final String EMBEDDED = "embedded";

    private Fields() {}

    /** The vector field of an embedder: vectors of different embedders are never compared. */
    static String vector(String embedder) {
        return "vector:" + embedder;
    }
}
