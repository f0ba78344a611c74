package ai.clara.llm.offline;

/** What a person wants with a message, as far as rules can tell. */
sealed interface Intent {
    /** Manners: what needs no knowledge. */
    enum Manners implements Intent {
        GREETING,
        HOW_ARE_YOU,
        THANKS,
        BYE,
        MURMUR
    }

    /** Questions about Clara herself. */
    enum AboutClara implements Intent {
        HELP,
        WHO_ARE_YOU
    }

    /** Questions about the clock. */
    enum AboutNow implements Intent {
        TIME,
        DATE
    }

    /** Questions about the person as a whole. */
    enum AboutPerson implements Intent {
        EVERYTHING,
        NAME
    }

    /** What Clara is to do with her memory or her time. */
    enum Deed implements Intent {
        FORGET,
        REMIND
    }

    /** Something is told that replaces what was said before; bare when it only says that something is wrong. */
    record Correction(boolean bare) implements Intent {}

    /** Something is asked that only memory can answer. */
    record Question() implements Intent {}

    /** Something is told. */
    record Statement() implements Intent {}

    /** No words, only images or files, or nothing. */
    record NoWords() implements Intent {}
}
