package ai.clara.engine.inbox;

import ai.clara.engine.EngineSettings;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Messages that stop a running answer, when they are the whole message. */
@Singleton
final class StopPhrases {
    private static final Pattern MENTION = Pattern.compile("<@!?\\d+>|@clara\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> phrases = new HashSet<>();

    StopPhrases(Settings settings) {
        Arrays.stream(settings.text(EngineSettings.STOP_PHRASES).split(",", -1))
                .map(StopPhrases::bare)
                .filter(phrase -> !phrase.isEmpty())
                .forEach(phrases::add);
        phrases.add("stop");
    }

    boolean matches(String message) {
        return phrases.contains(bare(MENTION.matcher(message).replaceAll(" ")));
    }

    private static String bare(String text) {
        return NOT_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
