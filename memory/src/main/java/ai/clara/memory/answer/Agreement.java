package ai.clara.memory.answer;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Judges whether statements answer a question: the same subject, the same predicate, and an answer of the right kind. */
@Singleton
public final class Agreement {
    /** Scores this close to the best state the same thing at different times: the newer one wins. */
    public static final double NEAR = 0.85;

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?…])\\s+(?=[\\p{L}\\p{N}\"“])|\\n+");
    /** Titles and the like, after which no sentence ends. */
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?i)\\b(?:dr|mr|mrs|ms|st|prof|no|vs|e\\.g|i\\.e)\\.$");

    private final Lexicon lexicon;
    private final Names names = new Names();
    private final Asking asking;
    private final Subjects subjects;
    private final Predicates predicates;
    private final Answers answers;

    Agreement(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.asking = new Asking(lexicon, names);
        this.subjects = new Subjects(lexicon, names);
        this.predicates = new Predicates(lexicon, names);
        this.answers = new Answers(lexicon, names);
    }

    /** Takes a text apart. */
    public Question question(String text) {
        return asking.read(text.length() > 2000 ? text.substring(0, 2000) : text);
    }

    /** Who is who, as these statements say: "Lena is my sister". */
    public KnownNames names(List<Statement> statements) {
        var known = new KnownNames();
        for (Statement statement : statements) {
            for (String sentence : sentences(statement.text())) {
                known.learn(statement, lexicon.read(sentence), lexicon, names);
            }
        }
        return known;
    }

    /** Judges one statement. */
    public Judgement judge(Question question, Statement statement, KnownNames known) {
        if (!question.asks() || question.aboutClara()) {
            return Judgement.NONE;
        }
        Judgement best = Judgement.NONE;
        List<String> sentences = sentences(statement.text());
        Reading before = lexicon.read("");
        for (String sentence : sentences) {
            Reading reading = lexicon.read(sentence);
            if (!sentence.endsWith("?") && !asking.read(sentence).asks()) {
                double score = score(question, statement, reading, before, known, sentences.size() == 1);
                if (score > best.score()) {
                    best = new Judgement(score, sentence);
                }
                before = reading;
            }
        }
        return best;
    }

    private double score(
            Question question, Statement statement, Reading reading, Reading before, KnownNames known, boolean alone) {
        if (!subjects.agree(question, statement, reading, before, known) || !answers.fit(question, reading)) {
            return 0;
        }
        double closeness = alone ? statement.closeness() : statement.closeness() / 2;
        return predicates.agree(question, reading, closeness);
    }

    static List<String> sentences(String text) {
        var sentences = new ArrayList<String>();
        String cut = text.length() > 20_000 ? text.substring(0, 20_000) : text;
        for (String piece : SENTENCE.split(cut)) {
            if (!sentences.isEmpty()
                    && ABBREVIATION.matcher(sentences.getLast()).find()) {
                sentences.set(sentences.size() - 1, sentences.getLast() + " " + piece);
            } else if (!piece.isBlank()) {
                sentences.add(piece.strip());
            }
        }
        return sentences;
    }
}
