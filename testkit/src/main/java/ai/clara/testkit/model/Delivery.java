package ai.clara.testkit.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * How the bytes of an answer travel.
 *
 * @param lengthMax where the connection ends, in bytes of the whole response; empty for all
 * @param reset whether it ends by a reset there
 * @param sliceMax the most bytes of one write; empty for whole events
 * @param chunked whether the body has HTTP's own end; without, closing the connection ends it
 */
record Delivery(
        Optional<Long> lengthMax,
        boolean reset,
        OptionalInt sliceMax,
        long seed,
        Script.LineEnds lineEnds,
        boolean chunked) {
    static final Delivery PLAIN =
            new Delivery(Optional.empty(), false, OptionalInt.empty(), 0, Script.LineEnds.LF, true);

    Delivery endingAfter(long bytes, boolean byReset) {
        return new Delivery(Optional.of(bytes), byReset, sliceMax, seed, lineEnds, chunked);
    }

    Delivery sliced(long by, int max) {
        return new Delivery(lengthMax, reset, OptionalInt.of(max), by, lineEnds, chunked);
    }

    Delivery withLineEnds(Script.LineEnds ends) {
        return new Delivery(lengthMax, reset, sliceMax, seed, ends, chunked);
    }

    Delivery untilClose() {
        return new Delivery(lengthMax, reset, sliceMax, seed, lineEnds, false);
    }

    /** All of it, at once. */
    Delivery whole() {
        return new Delivery(Optional.empty(), false, OptionalInt.empty(), seed, lineEnds, chunked);
    }

    String lines(String events, RandomGenerator random) {
        return switch (lineEnds) {
            case LF -> events;
            case CRLF -> events.replace("\n", "\r\n");
            case MIXED -> mixed(events, random);
        };
    }

    private static String mixed(String events, RandomGenerator random) {
        var text = new StringBuilder();
        events.chars().forEach(c -> text.append(c == '\n' && random.nextBoolean() ? "\r\n" : Character.toString(c)));
        return text.toString();
    }
}
