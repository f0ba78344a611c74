package ai.clara.memory.answer;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a sentence holds that could answer a question, as far as it alone tells: found out when it is first asked for, and kept. */
final class Holdings {
    /** Something that could answer. */
    enum Holding {
        /** "In", "under" and the like with something that is no time. */
        LOCATIVE,
        TIME,
        NUMBER,
        /** A name that is only what something is or is called. */
        NAMES_ONLY,
        /** What something is called. */
        NAMING
    }

    private final Predicate<Holding> reading;
    private final @Nullable Boolean[] known = new Boolean[Holding.values().length];

    /** @param reading finds out, always alike */
    Holdings(Predicate<Holding> reading) {
        this.reading = reading;
    }

    /** Two threads at once find out the same. */
    boolean has(Holding holding) {
        Boolean has = known[holding.ordinal()];
        if (has == null) {
            has = reading.test(holding);
            known[holding.ordinal()] = has;
        }
        return has;
    }
}
