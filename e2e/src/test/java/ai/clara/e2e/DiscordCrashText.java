package ai.clara.e2e;

import ai.clara.testkit.model.Request;
import ai.clara.testkit.model.Script;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions that name their answer, so that the right words are known before anybody gives them. */
final class DiscordCrashText {
    private static final Pattern ASKED = Pattern.compile("Question (\\d+) in (\\d+) paragraphs");
    private static final int PARAGRAPH_CHARS = 720;
    private static final int PIECES = 12;
    private static final Duration BETWEEN = Duration.ofMillis(110);

    private DiscordCrashText() {}

    static String question(int number, int paragraphs) {
        return "Question %d in %d paragraphs: where are the lamps?".formatted(number, paragraphs);
    }

    /** Two paragraphs fill a message of Discord. */
    static String answer(int number, int paragraphs) {
        return IntStream.rangeClosed(1, paragraphs)
                .mapToObj(paragraph -> paragraphs == 1 ? single(number) : paragraph(number, paragraph))
                .collect(Collectors.joining(DiscordCrashJudge.GAP));
    }

    private static String single(int number) {
        return "[%d.1] Lamp %d stands on the shelf by the door.".formatted(number, number);
    }

    static String paragraph(int number, int paragraph) {
        var text = new StringBuilder("[%d.%d]".formatted(number, paragraph));
        for (int lamp = 1; text.length() < PARAGRAPH_CHARS; lamp++) {
            text.append(" Lamp %d of row %d in house %d is lit.".formatted(lamp, paragraph, number));
        }
        return text.toString();
    }

    /** What the model says to a request: short answers at once, long ones slowly enough to be seen growing. */
    static Script answering(Request request) {
        MatchResult asked =
                ASKED.matcher(request.lastText()).results().reduce((a, b) -> b).orElse(null);
        if (asked == null) {
            return Script.say("I was asked nothing.");
        }
        int paragraphs = Integer.parseInt(asked.group(2));
        String answer = answer(Integer.parseInt(asked.group(1)), paragraphs);
        int piece = paragraphs == 1 ? (answer.length() + 1) / 2 : (answer.length() + PIECES - 1) / PIECES;
        Script script = Script.start();
        for (int from = 0; from < answer.length(); from += piece) {
            script = script.then(answer.substring(from, Math.min(answer.length(), from + piece)));
            script = paragraphs == 1 ? script : script.waits(BETWEEN);
        }
        return script;
    }
}
