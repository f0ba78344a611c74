package ai.clara.memory.question;

import ai.clara.memory.time.Asked;
import ai.clara.spi.id.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One question, ready to be looked for.
 *
 * @param text as it was asked
 * @param wordings what is embedded: words in which the answer may have been said; the vector of the question is the mean of theirs
 * @param topic the words to look for, without anybody's name
 * @param subject whom it is about, when that is one person who speaks
 * @param when the time it asks for
 */
public record Inquiry(String text, List<String> wordings, String topic, Optional<PersonId> subject, Asked when) {
    private static final int QUESTIONS_MAX = 3;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\n+");

    public Inquiry {
        wordings = List.copyOf(wordings);
    }

    /** The questions of a message: each alone when there are several, else the message as a whole. */
    public static List<String> questions(String message) {
        if (message.indexOf('?') == message.lastIndexOf('?')) {
            return List.of(message);
        }
        List<String> questions = SENTENCE_END
                .splitAsStream(message.strip())
                .filter(sentence -> sentence.endsWith("?") && sentence.indexOf(' ') > 0)
                .limit(QUESTIONS_MAX)
                .toList();
        return questions.size() > 1 ? questions : List.of(message);
    }

    /** @param today the asker's day */
    public static Inquiry of(String question, PersonId asker, Roster roster, LocalDate today) {
        Rewording rewording = Rewording.of(question, asker, roster.mentions(question));
        return new Inquiry(
                question,
                rewording.wordings(),
                rewording.wordings().getLast(),
                rewording.subject(),
                Asked.of(question, today));
    }

    /** A message that asks nothing: looked for as it is. */
    public static Inquiry plain(String message, LocalDate today) {
        return new Inquiry(message, List.of(message), message, Optional.empty(), Asked.of("", today));
    }
}
