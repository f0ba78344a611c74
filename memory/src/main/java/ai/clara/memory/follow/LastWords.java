package ai.clara.memory.follow;

import ai.clara.memory.store.Marks;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was said last in a session, as far as the next message may be found by it: people answer without repeating what they were
 * asked. Clara's words do not count, they repeat people's. Kept for two bursts, since the next message may go on with the last one.
 */
final class LastWords {
    /** Of a burst the newest so many words; a message that is longer itself needs no words of others. */
    static final int WORDS_MAX = 60;

    static final int PLACES_MAX = Marks.PLACES_MAX;

    /** A word has about so many letters; scripts without blanks between words, and addresses, are measured by that. */
    private static final int WORD_CHARS = 8;

    private long reached;
    /** The places up to the one reached, the last one in the lowest bit: which of them hold a person's words. */
    private int people;

    private @Nullable SessionId session;
    private @Nullable Burst latest;
    private @Nullable Burst earlier;

    /** @param reached after which place of the conversation it begins */
    LastWords(long reached) {
        this.reached = reached;
    }

    private record Said(long seq, String audienceKey, String text, int words) {}

    /** Consecutive messages of one person. */
    private record Burst(PersonId author, Deque<Said> said) {
        void add(Said one) {
            said.addLast(one);
            int words = said.stream().mapToInt(Said::words).sum();
            while (words > WORDS_MAX) {
                words -= said.removeFirst().words();
            }
        }
    }

    /** The place of the last entry it has seen. */
    long reached() {
        return reached;
    }

    /** What somebody else said before this entry to the same audience; empty when the entry stands for itself. */
    String before(TranscriptEntry entry) {
        if (!entry.session().equals(session) || words(entry.text()) >= WORDS_MAX) {
            return "";
        }
        Burst last = latest;
        Burst other = last != null && entry.author().equals(Optional.of(last.author())) ? earlier : last;
        return other == null
                ? ""
                : other.said().stream()
                        .filter(one -> one.seq() >= entry.seq() - PLACES_MAX)
                        .filter(one -> one.audienceKey().equals(entry.audienceKey()))
                        .map(Said::text)
                        .collect(Collectors.joining("\n"));
    }

    /** Which of the {@link #PLACES_MAX} places before this entry hold a person's words, the nearest in the lowest bit. */
    int people(TranscriptEntry entry) {
        long apart = entry.seq() - reached;
        return apart < 1 || apart > PLACES_MAX ? 0 : people << (apart - 1) & (1 << PLACES_MAX) - 1;
    }

    void add(TranscriptEntry entry) {
        people = people(entry) << 1 | (entry.author().isPresent() ? 1 : 0);
        reached = entry.seq();
        if (entry.erased() || entry.author().isEmpty() || entry.text().isBlank()) {
            return;
        }
        if (!entry.session().equals(session)) {
            session = entry.session();
            latest = null;
            earlier = null;
        }
        PersonId author = entry.author().get();
        Burst last = latest;
        if (last == null || !last.author().equals(author)) {
            earlier = last;
            last = new Burst(author, new ArrayDeque<>());
            latest = last;
        }
        last.add(new Said(entry.seq(), entry.audienceKey(), entry.text(), words(entry.text())));
    }

    private static int words(String text) {
        int words = 0;
        boolean within = false;
        for (int i = 0; i < text.length() && words <= WORDS_MAX; i++) {
            boolean space = Character.isWhitespace(text.charAt(i));
            words += !space && !within ? 1 : 0;
            within = !space;
        }
        return Math.max(words, text.length() / WORD_CHARS);
    }
}
