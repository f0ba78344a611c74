package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Everything in one order. Used under the world's lock. */
final class Log {
    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Log(Clock clock) {
        this.clock = clock;
    }

    int add(String kind, ObjectNode detail) {
        int order = entries.size() + 1;
        entries.add(new Entry(order, clock.instant(), kind, detail));
        return order;
    }

    void refuse(Refusal.Kind kind, String detail) {
        int order = add("refusal", Json.object().put("kind", kind.name()).put("detail", detail));
        refusals.add(new Refusal(order, kind, detail));
    }

    /** The first after this order that is wanted. */
    Optional<Entry> find(int afterOrder, Predicate<Entry> wanted) {
        for (int i = afterOrder; i < entries.size(); i++) {
            if (wanted.test(entries.get(i))) {
                return Optional.of(entries.get(i));
            }
        }
        return Optional.empty();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    int size() {
        return entries.size();
    }

    static void write(List<Entry> entries, Path file) {
        var lines = entries.stream()
                .map(entry -> Json.object()
                        .put("order", entry.order())
                        .put("at", entry.at().toString())
                        .put("kind", entry.kind())
                        .<ObjectNode>set("detail", entry.detail())
                        .toString())
                .toList();
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("log not written", e);
        }
    }
}
