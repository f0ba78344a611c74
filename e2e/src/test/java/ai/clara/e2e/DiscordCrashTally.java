package ai.clara.e2e;

import ai.clara.e2e.DiscordCrashJudge.Fault;
import ai.clara.e2e.DiscordCrashJudge.Finding;
import ai.clara.e2e.DiscordCrashJudge.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of the deaths, as a file and as the table of the README. */
final class DiscordCrashTally {
    private static final String BEGIN = "<!-- crash -->";
    private static final String END = "<!-- /crash -->";
    private static final String TITLE =
            "Ended at\tTimes\tRestarts within the nonce window\tRestarts after it\tLost\tDoubled";

    private record Death(String cause, boolean forgot) {}

    private final List<Death> deaths = new ArrayList<>();
    private final Map<String, Integer> troubles = new TreeMap<>();
    private int saidWhileDown;

    /** Notes a death and gives its number. */
    int died(String cause, boolean forgot) {
        deaths.add(new Death(cause, forgot));
        return deaths.size() - 1;
    }

    void troubled(String trouble) {
        troubles.merge(trouble, 1, Integer::sum);
    }

    void saidWhileDown() {
        saidWhileDown++;
    }

    int kills() {
        return deaths.size();
    }

    int saidWhileDownCount() {
        return saidWhileDown;
    }

    long restartsAfterForgetting() {
        return deaths.stream().filter(Death::forgot).count();
    }

    Map<String, Long> perCause() {
        return deaths.stream().collect(Collectors.groupingBy(Death::cause, TreeMap::new, Collectors.counting()));
    }

    Map<String, Integer> troubles() {
        return troubles;
    }

    /** What came of the deaths at one cause. */
    record Row(long times, long within, long after, long lost, long doubled) {
        Row plus(Row other) {
            return new Row(
                    times + other.times,
                    within + other.within,
                    after + other.after,
                    lost + other.lost,
                    doubled + other.doubled);
        }
    }

    /** The rows, each cause with the wrong answers that its deaths stood between, and last all of them. */
    Map<String, Row> rows(List<DiscordCrashTown.Asked> asked, Verdict verdict) {
        List<String> causes = new ArrayList<>(DiscordCrashPlan.causes());
        causes.add(DiscordCrashPlan.KILL_QUIET);
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String cause : causes) {
            List<Death> those =
                    deaths.stream().filter(death -> death.cause().equals(cause)).toList();
            long after = those.stream().filter(Death::forgot).count();
            if (!those.isEmpty()) {
                rows.put(
                        cause,
                        new Row(
                                those.size(),
                                those.size() - after,
                                after,
                                wrong(asked, verdict, cause, Fault.LOST),
                                wrong(asked, verdict, cause, Fault.DOUBLED)));
            }
        }
        long forgot = restartsAfterForgetting();
        rows.put(
                "All",
                new Row(
                        deaths.size(),
                        deaths.size() - forgot,
                        forgot,
                        verdict.count(Fault.LOST),
                        verdict.count(Fault.DOUBLED)));
        return rows;
    }

    /** The rows of two towns, cause by cause; the sum of all stays last. */
    static Map<String, Row> both(Map<String, Row> one, Map<String, Row> other) {
        Map<String, Row> sum = new LinkedHashMap<>(one);
        Row all = sum.remove("All");
        other.forEach((cause, row) -> sum.merge(cause, row, Row::plus));
        sum.merge("All", all == null ? new Row(0, 0, 0, 0, 0) : all, Row::plus);
        Row last = sum.remove("All");
        sum.put("All", last);
        return sum;
    }

    private long wrong(List<DiscordCrashTown.Asked> asked, Verdict verdict, String cause, Fault fault) {
        Map<Integer, Fault> faults = new LinkedHashMap<>();
        for (Finding finding : verdict.findings()) {
            faults.put(finding.question(), finding.fault());
        }
        return asked.stream()
                .filter(one -> faults.get(one.question().number()) == fault)
                .filter(one -> one.exposures().stream()
                        .anyMatch(number -> deaths.get(number).cause().equals(cause)))
                .count();
    }

    static void write(Path file, String sentence, Map<String, Row> rows) {
        List<String> lines = new ArrayList<>(List.of("# " + sentence, TITLE));
        rows.forEach((cause, row) -> lines.add("%s\t%d\t%d\t%d\t%d\t%d"
                .formatted(cause, row.times(), row.within(), row.after(), row.lost(), row.doubled())));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the file of a run between the marks of the README. */
    static void show(Path file, Path readme, String command) {
        try {
            List<String> lines = Files.readAllLines(file);
            String sentence = lines.getFirst().replaceFirst("^# ", "");
            Set<String> heads = Set.of(lines.get(1));
            String table = lines.stream()
                    .skip(1)
                    .map(line -> "| " + line.replace("\t", " | ") + " |"
                            + (heads.contains(line) ? "\n|---|--:|--:|--:|--:|--:|" : ""))
                    .collect(Collectors.joining("\n"));
            String text = Files.readString(readme);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException("README.md has no place for the crash table: " + BEGIN + " and " + END);
            }
            String shown = BEGIN + "\n" + table + "\n\n" + sentence + ". Made again by `" + command + "`.\n";
            Files.writeString(readme, text.substring(0, begin) + shown + text.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
