package ai.clara.memory.graph;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Lexicon;
import ai.clara.memory.answer.Reading;
import ai.clara.memory.reading.Claim;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes of what a model says that a message tells what the message's own words bear out. The quote has to stand in it, in sentences that
 * tell something, and both ends in the quote, in words that point at somebody by the same rules as everywhere. What the one is to the
 * other is the model's reading.
 */
@Singleton
final class Grounding {
    private static final int SENTENCES_MAX = 3;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Set<String> THIRD =
            Set.of("he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs");

    /** Whoever is the first end, the second is no person. */
    private static final Set<String> WHERE =
            Set.of(Predicates.LIVES, Predicates.FROM, Predicates.WORKS, Predicates.MET_IN);

    /** It may have no name: "the bakery". */
    private static final Set<String> NAMELESS = Set.of(Predicates.WORKS, Predicates.MET_IN);

    private static final Set<String> WHO = Set.of(Predicates.MET, Predicates.SPOUSE, Predicates.PARTNER);

    private final Lexicon lexicon;
    private final Agreement agreement;
    private final Roles roles;

    Grounding(Lexicon lexicon, Agreement agreement) {
        this.lexicon = lexicon;
        this.agreement = agreement;
        this.roles = new Roles(lexicon);
    }

    /** What a model may answer. That two names are one is for people to say. */
    Collection<String> predicates() {
        return Stream.of(WHERE, WHO, lexicon.roles())
                .flatMap(Set::stream)
                .map(one -> one.replace('_', ' '))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<String> predicate(String said) {
        String plain = squeezed(said).toLowerCase(Locale.ROOT);
        if (WHERE.contains(plain) || WHO.contains(plain)) {
            return Optional.of(plain);
        }
        String role = plain.replace(' ', '_');
        if (roles.isRole(role)) {
            return Optional.of(role);
        }
        return words(plain).size() == 1 ? roles.of(plain) : Optional.empty();
    }

    /** What is left of a claim; empty when it is nothing. */
    Optional<Bond> of(String text, Claim claim) {
        String quote = squeezed(claim.quote());
        Optional<String> predicate = predicate(claim.predicate());
        if (quote.isEmpty() || predicate.isEmpty()) {
            return Optional.empty();
        }
        String read = text.substring(0, Math.min(Gleaning.CHARS_MAX, text.length()));
        List<Sentence> sentences =
                Agreement.sentences(read).stream().map(this::sentence).toList();
        return around(sentences, quote).stream()
                .filter(run -> run.tells(claim.ended()))
                .flatMap(run -> bond(run, quote, claim, predicate.get()).stream())
                .findFirst();
    }

    private record Sentence(String text, Reading reading, Stance stance) {}

    private Sentence sentence(String said) {
        String text = squeezed(said);
        Reading reading = lexicon.read(text);
        return new Sentence(text, reading, Stance.of(text, reading, agreement));
    }

    /** Sentences in a row that hold a quote, and all of the message up to their end. */
    private record Run(List<Sentence> own, List<Sentence> soFar) {
        String text() {
            return own.stream().map(Sentence::text).collect(Collectors.joining(" "));
        }

        /** Whole sentences are asked, so that no quote leaves out that something is denied or wished. */
        boolean tells(boolean ended) {
            return own.stream().map(Sentence::stance).allMatch(stance -> stance.tells() && (ended || !stance.over()));
        }
    }

    /** The fewest sentences around each place where a quote stands. */
    private static List<Run> around(List<Sentence> sentences, String quote) {
        var runs = new ArrayList<Run>();
        for (int many = 1; many <= SENTENCES_MAX && runs.isEmpty(); many++) {
            for (int end = many; end <= sentences.size(); end++) {
                var run = new Run(sentences.subList(end - many, end), sentences.subList(0, end));
                if (stands(run.text(), quote)) {
                    runs.add(run);
                }
            }
        }
        return runs;
    }

    /** Whether it stands there in whole words. */
    private static boolean stands(String text, String quote) {
        for (int at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
            int end = at + quote.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private Optional<Bond> bond(Run run, String quote, Claim claim, String predicate) {
        var words = new Words(lexicon.read(run.text()));
        return Stretch.of(words, roles, words(quote)).stream()
                .flatMap(quoted -> bond(run, quoted, claim, predicate).stream())
                .findFirst();
    }

    private Optional<Bond> bond(Run run, Stretch quoted, Claim claim, String predicate) {
        List<String> fromWords = words(claim.from());
        List<String> toWords = words(claim.to());
        boolean where = WHERE.contains(predicate);
        Optional<Phrase> from = quoted.somebody(fromWords);
        Optional<Phrase> to = where ? quoted.place(toWords, NAMELESS.contains(predicate)) : quoted.somebody(toWords);
        if (from.isEmpty() && to.isPresent()) {
            from = spokenOf(run, quoted, fromWords);
        } else if (to.isEmpty() && from.isPresent() && !where) {
            to = spokenOf(run, quoted, toWords);
        }
        return from.isEmpty() || to.isEmpty() || from.equals(to)
                ? Optional.empty()
                : Optional.of(new Bond(from.get(), predicate, to.get(), claim.ended()));
    }

    /** Whom "she" in a quote means: somebody of whom the message spoke before, or with these very sentences. */
    private Optional<Phrase> spokenOf(Run run, Stretch quoted, List<String> pointing) {
        if (!quoted.has(THIRD)) {
            return Optional.empty();
        }
        return run.soFar().stream()
                .map(sentence -> new Words(sentence.reading()))
                .map(words -> new Stretch(words, roles, 0, words.size()))
                .flatMap(said -> said.somebody(pointing).stream())
                .filter(phrase -> !(phrase instanceof Phrase.Self))
                .findFirst();
    }

    private List<String> words(String text) {
        return lexicon.read(text).words();
    }

    private static String squeezed(String text) {
        return BLANKS.matcher(text).replaceAll(" ").strip();
    }
}
