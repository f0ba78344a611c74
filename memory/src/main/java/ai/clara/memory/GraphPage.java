package ai.clara.memory;

import ai.clara.memory.graph.GraphStore.Counts;
import ai.clara.memory.graph.Renewed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What a graph holds beside what the transcript tells, for a terminal. */
final class GraphPage {
    private GraphPage() {}

    /** Before and after it was read anew. */
    static String renewed(Renewed renewed) {
        var columns = new LinkedHashMap<String, Counts>();
        columns.put("before", renewed.former());
        columns.put("now", renewed.fresh());
        columns.put("transcript", renewed.told());
        return page(columns);
    }

    static String held(Renewed compared) {
        var columns = new LinkedHashMap<String, Counts>();
        columns.put("graph", compared.fresh());
        columns.put("transcript", compared.told());
        return page(columns);
    }

    private static String page(Map<String, Counts> columns) {
        return "%-22s ".formatted("the graph")
                + columns.keySet().stream().map("%12s"::formatted).collect(Collectors.joining(" ", "", "\n"))
                + row("messages that tell", columns, Counts::messages)
                + row("mentions", columns, Counts::mentions)
                + row("relations", columns, Counts::relations);
    }

    private static String row(String what, Map<String, Counts> columns, ToLongFunction<Counts> number) {
        return "%-22s ".formatted(what)
                + columns.values().stream()
                        .map(counts -> "%12d".formatted(number.applyAsLong(counts)))
                        .collect(Collectors.joining(" ", "", "\n"));
    }
}
