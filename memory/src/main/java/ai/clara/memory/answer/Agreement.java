package ai.clara.memory.answer;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Judges whether statements answer a question: the same subject, the same predicate, and an answer of the right kind. */
@Singleton
public final class Agreement {
    /** Closeness and lead over the next at which a statement stands out; what was never told leads by less than 0.027. */
    private static final double OUTSTANDING = 0.04;

    private static final double MARGIN = 0.03;
    private static final int FITTING_MIN = 5;
    private static final double STANDS_OUT = 0.5;
    private static final double NEWER = 0.01;

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?…])\\s+(?=[\\p{L}\\p{N}\"“])|\\n+");
    /** Titles and the like, after which no sentence ends. */
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?i)\\b(?:dr|mr|mrs|ms|st|prof|no|vs|e\\.g|i\\.e)\\.$");

    private static final Reading NOTHING = new Reading("", List.of(), List.of());

    private final Lexicon lexicon;
    private final Names names = new Names();
    private final Thesaurus thesaurus = new Thesaurus();
    private final Asking asking;
    private final Subjects subjects;
    private final Predicates predicates;
    private final Answers answers;
    private final Succession succession;
    private final Memo<Question> questions;
    private final Memo<List<Sentence>> texts = new Memo<>(this::read);

    Agreement(Lexicon lexicon) {
        this.lexicon = lexicon;
        this.asking = new Asking(lexicon, names);
        this.questions = new Memo<>(asking::read);
        this.subjects = new Subjects(lexicon, names);
        this.predicates = new Predicates(lexicon, names, thesaurus);
        this.answers = new Answers(lexicon, names);
        this.succession = new Succession(lexicon, names);
    }

    /** Begins to load in the background what judging needs. */
    public void prepare() {
        thesaurus.prepare();
    }

    /** Takes a text apart. */
    public Question question(String text) {
        return questions.of(text.length() > 2000 ? text.substring(0, 2000) : text);
    }

    /** Whether a sentence asks. */
    public boolean asks(String sentence) {
        return asking.asks(sentence);
    }

    /** Whether a text only asks: nothing in it can answer a question, or help another text to. */
    public boolean tellsNothing(String text) {
        return texts.of(text).stream().allMatch(sentence -> asking.tellsNothing(sentence.text(), sentence.reading()));
    }

    /** Forgets the texts it keeps taken apart, because one of them was erased. */
    public void forget() {
        questions.clear();
        texts.clear();
    }

    private List<Sentence> read(String text) {
        return sentences(text).stream().map(this::sentence).toList();
    }

    private Sentence sentence(String text) {
        Reading reading = lexicon.read(text);
        return new Sentence(text, asking.asks(text), reading, answers.holdings(reading));
    }

    /** Who is who, as these statements say: "Lena is my sister". */
    private KnownNames names(List<Statement> statements) {
        var known = new KnownNames();
        for (Statement statement : statements) {
            for (Sentence sentence : texts.of(statement.text())) {
                known.learn(statement, sentence.reading(), lexicon, names);
            }
        }
        return known;
    }

    /** Judges statements, oldest first, in their order: the one that answers best and is not overtaken has the highest score. */
    public List<Judgement> judge(Question question, List<Statement> statements) {
        if (!question.asks() || question.aboutClara()) {
            return statements.stream().map(_ -> Judgement.NONE).toList();
        }
        KnownNames known = names(statements);
        List<Heard> heard = statements.stream()
                .map(statement -> hear(question, statement, known))
                .collect(Collectors.toCollection(ArrayList::new));
        standOut(question, heard);
        overtake(question, heard);
        return heard.stream()
                .map(one -> one.score() > 0
                        ? new Judgement(one.score(), one.reading().text())
                        : Judgement.NONE)
                .toList();
    }

    /**
     * A statement and its best sentence.
     *
     * @param fits whether it speaks of whom the question asks about and holds an answer of the kind asked for
     * @param continues whether it goes on about somebody named before
     */
    record Heard(Statement statement, Reading reading, boolean fits, boolean continues, Match match, double score) {
        Heard scored(double newScore) {
            return new Heard(statement, reading, fits, continues, match, newScore);
        }

        double closeness() {
            return fits ? statement.closeness() : -1;
        }
    }

    private Heard hear(Question question, Statement statement, KnownNames known) {
        List<Sentence> sentences = texts.of(statement.text());
        List<Sentence> said = texts.of(statement.before());
        Reading before = said.isEmpty() ? NOTHING : said.getLast().reading();
        var best = new Heard(statement, NOTHING, false, false, Match.NONE, 0);
        for (Sentence sentence : sentences) {
            if (sentence.asks()) {
                continue;
            }
            Reading reading = sentence.reading();
            boolean fits =
                    subjects.agree(question, statement, reading, before, known) && answers.fit(question, sentence);
            if (fits) {
                double closeness = sentences.size() == 1 ? statement.closeness() : statement.closeness() / 2;
                Match match = predicates.match(question, reading, closeness);
                if (!best.fits() || match.score() > best.score()) {
                    best = new Heard(statement, reading, true, Subjects.continues(reading), match, match.score());
                }
            }
            before = reading;
        }
        return best;
    }

    /**
     * What lies far closer to the question than all else that could answer it answers it, whatever its words. Of somebody in
     * particular too little is told for that: everything about a sister lies close to a question about her.
     */
    private static void standOut(Question question, List<Heard> heard) {
        List<Heard> fitting = heard.stream()
                .filter(Heard::fits)
                .sorted(Comparator.comparingDouble(Heard::closeness).reversed())
                .toList();
        if (fitting.size() < FITTING_MIN || !question.people().isEmpty()) {
            return;
        }
        Heard first = fitting.getFirst();
        double second = fitting.stream()
                .skip(1)
                .filter(other ->
                        other.statement().meaning().likeness(first.statement().meaning()) < Succession.SAME_MATTER)
                .mapToDouble(Heard::closeness)
                .findFirst()
                .orElse(0);
        if (!first.match().strays() && first.closeness() >= OUTSTANDING && first.closeness() - second >= MARGIN) {
            heard.set(heard.indexOf(first), first.scored(first.score() + STANDS_OUT));
        }
    }

    /** The newest word on what the best statement says goes first. */
    private void overtake(Question question, List<Heard> heard) {
        if (heard.stream().noneMatch(one -> one.score() > 0)) {
            return;
        }
        Heard best = Collections.max(heard, Comparator.comparingDouble(Heard::score));
        double top = best.score();
        int newest = heard.lastIndexOf(best);
        for (int i = newest + 1; i < heard.size(); i++) {
            Heard later = heard.get(i);
            if (later.fits() && succession.succeeds(later, heard.get(newest), best, question)) {
                newest = i;
            }
        }
        heard.set(newest, heard.get(newest).scored(top + NEWER));
    }

    /** The sentences of a text, as far as it is looked at. */
    public static List<String> sentences(String text) {
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
