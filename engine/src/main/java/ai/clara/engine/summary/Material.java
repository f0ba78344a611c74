package ai.clara.engine.summary;

import java.util.List;
import java.util.Optional;

/**
 * What a summary is made of.
 *
 * @param earlier of what was said before the fresh messages, when it is to be rolled on
 * @param said the messages in order, as many of the newest as fit; those that {@code earlier} covers are among them
 */
record Material(Optional<Earlier> earlier, List<Said> said) {
    Material {
        said = List.copyOf(said);
    }

    boolean nothing() {
        return said.stream().allMatch(Said::byClara);
    }

    /** The messages that no earlier summary covers. */
    List<Said> fresh() {
        return earlier.map(one ->
                        said.stream().filter(each -> each.seq() > one.lastSeq()).toList())
                .orElse(said);
    }

    /** The same without what was made before. */
    Material afresh() {
        return new Material(Optional.empty(), said);
    }
}
