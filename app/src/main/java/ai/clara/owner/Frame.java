package ai.clara.owner;

import java.util.List;
import java.util.Map;

/** One thing said between a guest and the owner. */
sealed interface Frame {
    /** Guest: run this for me. */
    record Run(List<String> args, String login, boolean interactive, Map<String, String> settings, String lineId)
            implements Frame {
        public Run {
            args = List.copyOf(args);
            settings = Map.copyOf(settings);
        }
    }

    /** Owner: what is the next line? */
    record Ask(String prompt) implements Frame {}

    /** Guest: this is it. */
    record Line(String id, String text) implements Frame {}

    /** Guest: there is no more. */
    record EndOfInput() implements Frame {}

    /** Guest: Ctrl-C. */
    record Interrupt() implements Frame {}

    /** Owner: from now on, or no longer, tell me of Ctrl-C. */
    record Listen(boolean on) implements Frame {}

    /** Owner: standard output. */
    record Out(String text) implements Frame {}

    /** Owner: a line for standard error. */
    record Note(String line) implements Frame {}

    /** Owner: done. */
    record Exit(int code) implements Frame {}
}
