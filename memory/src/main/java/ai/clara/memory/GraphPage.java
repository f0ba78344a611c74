package ai.clara.memory;

import ai.clara.memory.graph.Renewed;

/** A graph before and after it was read anew, for a terminal. */
final class GraphPage {
    private static final String ROW = "%-22s %12s %12s %12s%n";

    private GraphPage() {}

    static String of(Renewed renewed) {
        return ROW.formatted("the graph", "before", "now", "transcript")
                + ROW.formatted(
                        "messages that tell",
                        renewed.former().messages(),
                        renewed.fresh().messages(),
                        renewed.told().messages())
                + ROW.formatted(
                        "mentions",
                        renewed.former().mentions(),
                        renewed.fresh().mentions(),
                        renewed.told().mentions())
                + ROW.formatted(
                        "relations",
                        renewed.former().relations(),
                        renewed.fresh().relations(),
                        renewed.told().relations());
    }
}
