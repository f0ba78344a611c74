package ai.clara.spi.prompt;

import ai.clara.spi.memory.Evidence;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;

/** Counts what memories take in a prompt as {@link Wording#remembered} writes them, so that as many as possible fit. */
public final class MemoryPage {
    private final ZoneId zone;
    private final Set<String> headings = new HashSet<>();
    private int leftChars;

    public MemoryPage(ZoneId zone, int tokens) {
        this.zone = zone;
        this.leftChars = tokens * TokenGuess.CHARS_PER_TOKEN - Wording.frameChars();
    }

    /** Takes the evidence if it fits; one that does not fit leaves its room to the next. */
    public boolean take(Evidence evidence) {
        int chars = chars(evidence);
        if (chars > leftChars) {
            return false;
        }
        headings.add(Wording.heading(evidence, zone));
        leftChars -= chars;
        return true;
    }

    /** How many tokens it would take. */
    public int tokens(Evidence evidence) {
        return (chars(evidence) + TokenGuess.CHARS_PER_TOKEN - 1) / TokenGuess.CHARS_PER_TOKEN;
    }

    private int chars(Evidence evidence) {
        String heading = Wording.heading(evidence, zone);
        return Wording.line(evidence, zone).length() + 1 + (headings.contains(heading) ? 0 : heading.length() + 1);
    }
}
