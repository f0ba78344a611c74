package ai.clara.memory.answer;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a sentence speaks of whom a question asks about. */
final class Subjects {
    private static final Set<String> SELF = Set.of("i", "we", "my", "our", "me", "us", "mine", "ours", "myself");
    private static final Set<String> ACTING = Set.of("i", "we");
    private static final Set<String> PRONOUNS =
            Set.of("she", "he", "they", "it", "her", "his", "him", "their", "its", "them");
    private static final Pattern GIVEN =
            Pattern.compile(" (gave|give|gives|got|bought|sent|brought|made|taught) (me|us) ");
    private static final Pattern CLAUSE = Pattern.compile(" (is|'s|was) (where|when|what|who|the .*) (i|we) ");
    private static final Pattern MINE = Pattern.compile(" \\S+ (is|'s|was) my ");
    private final Lexicon lexicon;
    private final Names names;

    Subjects(Lexicon lexicon, Names names) {
        this.lexicon = lexicon;
        this.names = names;
    }

    boolean agree(Question question, Statement statement, Reading sentence, Reading before, KnownNames known) {
        boolean speakerNamed = question.names().stream()
                .anyMatch(name ->
                        name.equals(firstWord(statement.speaker())) || name.equalsIgnoreCase(statement.speaker()));
        if (question.aboutSelf() && !statement.bySelf() && !speakerNamed) {
            return false;
        }
        for (String name : question.names()) {
            boolean speaks = speakerNamed && sentence.has(SELF);
            if (!speaks
                    && !mentions(name, sentence, known)
                    && !(continues(sentence) && mentions(name, before, known))) {
                return false;
            }
        }
        for (String role : question.people()) {
            if (general(question, role, sentence) || onlyOwns(question, role, sentence)) {
                return false;
            }
            if (!plays(role, sentence, known) && !(continues(sentence) && plays(role, before, known))) {
                return false;
            }
        }
        boolean ownMatter = question.people().isEmpty() && (question.names().isEmpty() || speakerNamed);
        if (!ownMatter || !(question.aboutSelf() || speakerNamed)) {
            return true;
        }
        return !someoneElse(sentence) || comesToMe(question, sentence);
    }

    /** "The plumber comes on Monday" is an appointment of mine. */
    private boolean comesToMe(Question question, Reading sentence) {
        return question.kind() == Question.Kind.TIME
                && sentence.conceptsAt().stream()
                        .flatMap(Set::stream)
                        .filter(lexicon::isPerson)
                        .allMatch(role -> lexicon.isKindOf(role, "service"))
                && sentence.words().stream().noneMatch(PRONOUNS::contains)
                && sentence.tokens().stream()
                        .noneMatch(token ->
                                names.isName(sentence, sentence.tokens().indexOf(token)));
    }

    private static String firstWord(String name) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        int blank = lower.indexOf(' ');
        return blank < 0 ? lower : lower.substring(0, blank);
    }

    private boolean mentions(String name, Reading reading, KnownNames known) {
        return reading.words().contains(name)
                || known.roles(name).stream().anyMatch(role -> plays(role, reading, known));
    }

    private boolean plays(String role, Reading reading, KnownNames known) {
        boolean direct = reading.concepts().stream()
                .anyMatch(concept -> lexicon.isPerson(concept) && lexicon.compatible(concept, role));
        return direct
                || reading.words().stream()
                        .anyMatch(
                                word -> known.roles(word).stream().anyMatch(other -> lexicon.compatible(other, role)));
    }

    /** Children in general are no particular son when a name is asked for. */
    private boolean general(Question question, String role, Reading sentence) {
        return question.kind() == Question.Kind.NAME
                && question.items().isEmpty()
                && question.people().size() == 1
                && sentence.has(Set.of("kids", "children"))
                && sentence.concepts().stream().noneMatch(concept -> lexicon.isKindOf(concept, role));
    }

    /** "My uncle's boat is called Marigold" does not say what the uncle is called. */
    private boolean onlyOwns(Question question, String role, Reading sentence) {
        if (!question.items().isEmpty()) {
            return false;
        }
        List<Integer> places = sentence.placesOf(Set.of(role));
        return !places.isEmpty() && places.stream().allMatch(at -> owns(sentence, at));
    }

    private boolean owns(Reading sentence, int at) {
        int next = at + 1;
        return next + 1 < sentence.tokens().size()
                && sentence.tokens().get(next).lower().equals("'s")
                && !names.isGrammar(sentence.tokens().get(next + 1).lower())
                && !names.isName(sentence, next + 1)
                && !sentence.conceptsAt().get(next + 1).contains("name")
                && sentence.conceptsAt().get(next + 1).stream().noneMatch(lexicon::isPerson);
    }

    static boolean continues(Reading sentence) {
        return sentence.words().stream().limit(4).anyMatch(PRONOUNS::contains);
    }

    /** Whether the sentence's first noun phrase is another person: what is true of my sister is not true of me. */
    private boolean someoneElse(Reading sentence) {
        int size = Math.min(6, sentence.tokens().size());
        for (int i = 0; i < size; i++) {
            String word = sentence.tokens().get(i).lower();
            if (i == 0 && word.equals("they") && sentence.has(SELF)) {
                return false;
            }
            if (ACTING.contains(word) || word.equals("me") || word.equals("us")) {
                return false;
            }
            boolean other = sentence.conceptsAt().get(i).stream().anyMatch(lexicon::isPerson)
                    || (i == 0 && (names.isName(sentence, i) || PRONOUNS.contains(word)) && !word.equals("it"));
            if (i == 0 && names.isName(sentence, i) && sentence.has(SELF)) {
                return false;
            }
            if (other) {
                return !sentence.has(ACTING) || sentence.words().indexOf("and") != i + 1 ? !joined(sentence, i) : false;
            }
            if (Set.of("is", "'s", "are", "was", "were").contains(word)) {
                return false;
            }
        }
        return false;
    }

    /** "My wife and I", or a clause of my own later on. */
    private static boolean joined(Reading sentence, int at) {
        int self = -1;
        for (int i = at; i < sentence.tokens().size(); i++) {
            if (ACTING.contains(sentence.tokens().get(i).lower())) {
                self = i;
                break;
            }
        }
        String spaced = sentence.spaced();
        boolean given = GIVEN.matcher(spaced).find();
        return self == at + 2
                || given
                || (at == 0 && self > 0 && self <= at + 4)
                || CLAUSE.matcher(spaced).find()
                || MINE.matcher(spaced).lookingAt();
    }
}
