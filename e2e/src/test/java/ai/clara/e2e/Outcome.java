package ai.clara.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/** What a finished command left behind. */
record Outcome(int exit, String out, String err) {
    private static final Pattern INSIDES = Pattern.compile("\\b(java|org|ai|io)\\.[a-z]+\\.[\\w.]+|^\\s+at |Exception");

    private static final int LINES_SHOWN = 20;

    /** The lines of standard output. */
    List<String> answers() {
        return out.lines().toList();
    }

    /** Standard error without blank lines. */
    List<String> notes() {
        return err.lines().filter(line -> !line.isBlank()).toList();
    }

    /** Asserts the exit code, and that no class name or stack trace is shown. */
    Outcome ended(int code) {
        assertThat(exit)
                .as("exit code; out: <%s> err: <%s>", shortened(out), shortened(err))
                .isEqualTo(code);
        return showsNoInsides();
    }

    Outcome showsNoInsides() {
        assertThat(insides(out)).as("insides on standard output").isEmpty();
        assertThat(insides(err)).as("insides on standard error").isEmpty();
        return this;
    }

    /** Asserts a failure told in one sentence that names what is wrong. */
    Outcome refused(int code, String... hints) {
        ended(code);
        assertThat(out).as("standard output of a refused command").isEmpty();
        assertThat(notes()).as("what was said").hasSizeBetween(1, 2);
        String said = notes().getLast();
        assertThat(said).as("a sentence").hasSizeBetween(15, 400).matches("\\p{Lu}.*|\\./clara.*|\\S+ .*");
        for (String hint : hints) {
            assertThat(err).as("what was said").containsIgnoringCase(hint);
        }
        return this;
    }

    private static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "…";
    }

    private static List<String> insides(String text) {
        return text.lines()
                .filter(line -> INSIDES.matcher(line).find())
                .limit(LINES_SHOWN)
                .toList();
    }
}
