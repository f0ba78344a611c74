package ai.clara.llm.offline;

import ai.clara.spi.memory.Evidence;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words for each intent. A function of the reading: no clock, no chance, no store. */
final class Answers {
    private static final String ADD_A_MODEL = "To add a real language model, run ./clara setup and start me again.";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final int LISTED_MAX = 8;
    /** Below this share of the best support the newest evidence is shown together with the best. */
    private static final double CLOSE = 0.5;

    String to(Intent intent, Reading reading) {
        String answer = switch (intent) {
            case Intent.Manners manners -> manners(manners, reading);
            case Intent.AboutClara about -> aboutClara(about);
            case Intent.AboutNow about -> aboutNow(about, reading);
            case Intent.AboutPerson about -> aboutPerson(about, reading);
            case Intent.Deed deed -> deed(deed, reading);
            case Intent.Correction(boolean bare) ->
                bare
                        ? "Tell me what is right, and I will go by that."
                        : "Thank you for putting that right; I will go by the newer word.";
            case Intent.Question question -> fromMemory(reading).orElseGet(() -> neverTold(reading));
            case Intent.Statement statement -> "I will remember that.";
            case Intent.NoWords nothing -> "I can only read words so far; tell me in words.";
        };
        return reading.firstMeeting() && intent != Intent.AboutClara.HELP
                ? answer + "\n\nI run without a language model now. " + ADD_A_MODEL
                : answer;
    }

    private static String manners(Intent.Manners manners, Reading reading) {
        return switch (manners) {
            case GREETING -> "Hello, " + reading.name() + ".";
            case HOW_ARE_YOU -> "I am well, " + reading.name() + ". What is on your mind?";
            case THANKS -> "You are welcome, " + reading.name() + ".";
            case BYE -> "Goodbye, " + reading.name() + ".";
            case MURMUR -> "All right.";
        };
    }

    private static String aboutClara(Intent.AboutClara about) {
        return switch (about) {
            case HELP ->
                "Tell me things, and I remember them. Ask me about them, and I answer with your own words and say when and where I"
                        + " heard them. I also know the time and the date, and I list what I know of you when you ask \"what do you"
                        + " know about me?\". "
                        + ADD_A_MODEL;
            case WHO_ARE_YOU ->
                "I am Clara, a companion who remembers. I run without a language model now and answer by fixed rules.";
        };
    }

    private static String aboutNow(Intent.AboutNow about, Reading reading) {
        var now = reading.now().atZone(reading.zone());
        return switch (about) {
            case TIME -> "It is " + TIME.format(now) + " (" + reading.zone().getId() + ").";
            case DATE -> "Today is " + DATE.format(now) + ".";
        };
    }

    private static String aboutPerson(Intent.AboutPerson about, Reading reading) {
        return switch (about) {
            case NAME -> fromMemory(reading).orElseGet(() -> "I know you as " + reading.name() + ".");
            case EVERYTHING -> everything(reading);
        };
    }

    private static String everything(Reading reading) {
        List<Evidence> own = reading.evidence().stream()
                .filter(Evidence::bySelf)
                .filter(evidence -> !isQuestion(evidence) && !echoes(evidence, reading))
                .limit(LISTED_MAX)
                .sorted(NEWEST_FIRST)
                .toList();
        if (own.isEmpty()) {
            return "I know your name, " + reading.name() + ", and nothing more yet.";
        }
        var quotation = new Quotation(reading.now(), reading.zone());
        return own.stream()
                .map(quotation::line)
                .collect(Collectors.joining("\n", "This is what you told me, " + reading.name() + ":\n", ""));
    }

    private static String deed(Intent.Deed deed, Reading reading) {
        return switch (deed) {
            case FORGET -> {
                String which = reading.lastOwnWords()
                        .map(words -> "The last thing you told me is " + Quotation.quoted(words) + "; ")
                        .orElse("");
                yield which
                        + "say only \"forget that\" and it goes; for anything else `./clara memory list` shows each message with its id, and"
                        + " `./clara memory forget <id>` erases it for good.";
            }
            case REMIND -> "I will remember that, but I cannot remind you by myself yet; ask me about it.";
        };
    }

    private static final Comparator<Evidence> NEWEST_FIRST =
            Comparator.comparing(Evidence::at).reversed();

    private static Optional<String> fromMemory(Reading reading) {
        List<Evidence> supporting = reading.evidence().stream()
                .filter(Evidence::supports)
                .filter(evidence -> !isQuestion(evidence) && !echoes(evidence, reading))
                .sorted(NEWEST_FIRST)
                .toList();
        if (supporting.isEmpty()) {
            return Optional.empty();
        }
        Evidence newest = supporting.getFirst();
        Evidence best = supporting.stream()
                .max(Comparator.comparingDouble(Evidence::support))
                .orElse(newest);
        var quotation = new Quotation(reading.now(), reading.zone());
        // The newer word wins; a newer one that hardly fits does not hide the one that fits best.
        Stream<Evidence> quoted =
                newest.support() < CLOSE * best.support() ? Stream.of(newest, best) : Stream.of(newest);
        return Optional.of(quoted.map(quotation::sentence).collect(Collectors.joining("\n")));
    }

    private static String neverTold(Reading reading) {
        if (reading.partial()) {
            return "I cannot search my memory right now and found nothing in what was said last; ask me again in a while.";
        }
        if (reading.graphless()) {
            return "I cannot look up who belongs to whom right now and found nothing without that; ask me again in a while.";
        }
        return reading.inRoom()
                ? "You never told me that here, so I do not know."
                : "You never told me that, so I do not know.";
    }

    private static boolean isQuestion(Evidence evidence) {
        return evidence.text().strip().endsWith("?");
    }

    private static boolean echoes(Evidence evidence, Reading reading) {
        return letters(evidence.text()).equals(letters(reading.text()));
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
