package ai.clara.memory.graph;

/** What nodes can be to each other besides the roles of the lexicon, such as sister or boss, and the words of named things. */
final class Predicates {
    static final String LIVES = "lives in";
    static final String WORKS = "works at";
    static final String FROM = "comes from";
    static final String MET = "met";
    static final String MET_IN = "met in";
    static final String SPOUSE = "spouse";
    static final String PARTNER = "partner";
    /** Two names of one. */
    static final String SAME = "also called";

    private Predicates() {}
}
