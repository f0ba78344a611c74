package ai.clara.memory.question;

import ai.clara.spi.id.PersonId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who speaks in what an asker may read, by name: finds them in a question even when they are called or spelt otherwise. */
public final class Roster {
    private static final Pattern NAME_PART = Pattern.compile("[\\p{L}\\p{M}]{2,}");
    private static final Pattern WORD = Pattern.compile("([\\p{L}\\p{M}]{2,})([’']s\\b|[’'](?=\\s|$))?");
    private static final String SENTENCE_BEGIN = ".!?:;\"“(";
    private static final int PREFIX_MIN = 3;
    private static final int ONE_SLIP_LETTERS = 4;
    private static final int TWO_SLIPS_LETTERS = 7;

    private final Map<String, Set<PersonId>> byPart = new HashMap<>();

    private Roster() {}

    /** @param names all names under which somebody spoke */
    public static Roster of(Map<PersonId, Set<String>> names) {
        var roster = new Roster();
        names.forEach((person, all) -> all.forEach(name -> roster.add(person, name)));
        return roster;
    }

    private void add(PersonId person, String name) {
        Matcher part = NAME_PART.matcher(name);
        while (part.find()) {
            byPart.computeIfAbsent(lower(part.group()), _ -> new HashSet<>()).add(person);
        }
    }

    /** Whom a question names, by each word of the names in it, in small letters. */
    public Map<String, PersonId> speakers(String question) {
        var speakers = new HashMap<String, PersonId>();
        for (Mention mention : mentions(question)) {
            Matcher part = NAME_PART.matcher(question).region(mention.start(), mention.end());
            while (part.find()) {
                speakers.put(lower(part.group()), mention.person());
            }
        }
        return speakers;
    }

    /** In their order, none within another. */
    List<Mention> mentions(String question) {
        var mentions = new ArrayList<Mention>();
        if (byPart.isEmpty()) {
            return mentions;
        }
        boolean careless = careless(question);
        Matcher word = WORD.matcher(question);
        while (word.find()) {
            who(question, word, careless)
                    .ifPresent(person -> add(
                            mentions, question, new Mention(person, word.start(), word.end(), word.group(2) != null)));
        }
        return mentions;
    }

    /** First name and last name are one mention. */
    private static void add(List<Mention> mentions, String question, Mention mention) {
        if (!mentions.isEmpty()) {
            Mention last = mentions.getLast();
            if (last.person().equals(mention.person())
                    && !last.possessive()
                    && question.substring(last.end(), mention.start()).isBlank()) {
                mentions.set(
                        mentions.size() - 1,
                        new Mention(last.person(), last.start(), mention.end(), mention.possessive()));
                return;
            }
        }
        mentions.add(mention);
    }

    /** Whether no word inside a sentence has a capital: whoever writes so writes names so too. */
    private static boolean careless(String question) {
        Matcher word = WORD.matcher(question);
        while (word.find()) {
            if (Character.isUpperCase(word.group().codePointAt(0)) && !begins(question, word)) {
                return false;
            }
        }
        return true;
    }

    private static boolean begins(String question, Matcher word) {
        int at = word.start();
        while (at > 0 && Character.isWhitespace(question.charAt(at - 1))) {
            at--;
            if (question.charAt(at) == '\n') {
                return true;
            }
        }
        return at == 0
                || SENTENCE_BEGIN.indexOf(question.charAt(at - 1)) >= 0
                || question.charAt(at - 1) == '-'
                        && question.substring(0, at - 1).isBlank();
    }

    /** A name is capitalised, unless the asker capitalises nothing; and only such a word may be a name spelt otherwise. */
    private Optional<PersonId> who(String question, Matcher word, boolean careless) {
        String part = lower(word.group(1));
        boolean capital = Character.isUpperCase(word.group(1).codePointAt(0));
        boolean begins = begins(question, word) && word.group(2) == null;
        if (!capital && !careless || ShortForms.isEverydayWord(part) && (!capital || begins)) {
            return Optional.empty();
        }
        Optional<PersonId> exact = only(part::equals);
        if (exact.isPresent() || byPart.containsKey(part)) {
            return exact;
        }
        Optional<PersonId> called = only(name -> ShortForms.same(part, name));
        if (called.isPresent() || !capital || begins) {
            return called;
        }
        return only(name -> startsAlike(part, name)).or(() -> only(name -> misspelt(part, name)));
    }

    private static boolean startsAlike(String part, String name) {
        return Math.min(part.length(), name.length()) >= PREFIX_MIN && (part.startsWith(name) || name.startsWith(part));
    }

    /** The first letter is hardly ever wrong, and Paris is not Maris. */
    private static boolean misspelt(String part, String name) {
        int slips = part.length() >= TWO_SLIPS_LETTERS ? 2 : part.length() >= ONE_SLIP_LETTERS ? 1 : 0;
        return slips > 0 && part.charAt(0) == name.charAt(0) && Slips.between(part, name, slips) <= slips;
    }

    /** Whose name it is, if it can be one person's only. */
    private Optional<PersonId> only(Predicate<String> name) {
        var found = new HashSet<PersonId>();
        byPart.forEach((part, people) -> {
            if (name.test(part)) {
                found.addAll(people);
            }
        });
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
