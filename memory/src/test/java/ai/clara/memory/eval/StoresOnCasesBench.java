package ai.clara.memory.eval;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.recall.House;
import ai.clara.memory.recall.Told;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.memory.Evidence;
import ai.clara.spi.memory.Memory;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Viewer;
import ai.clara.testkit.postgres.PgVectorServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recall on case files by each store: {@code -Dclara.cases=DIR}. A new day begins a session here, which eval takes from silence. */
@Tag("bench")
final class StoresOnCasesBench {
    private static final List<Integer> DEPTHS = List.of(5, 10, 20, 50);
    private static final int DEPTH = 50;
    private static final int TOP = 10;

    @TempDir
    private Path homes;

    private final Told told = new Told();
    private final Map<MessageRef, String> turns = new HashMap<>();
    private final Map<String, ZonedDateTime> ends = new HashMap<>();

    @Test
    void bothStores() throws Exception {
        String cases = System.getProperty("clara.cases", "");
        Assumptions.assumeFalse(cases.isEmpty(), "no -Dclara.cases=DIR");
        List<CaseFile> files = CaseFile.all(Path.of(cases));
        files.forEach(file -> tell(file.content()));
        try (var server = PgVectorServer.start()) {
            server.sql("postgres", "create database vectors");
            var index = new HashMap<String, Ranked>();
            var tables = new HashMap<String, Ranked>();
            rank("index", Map.of(), files, index);
            rank("pgvector", Map.of("ROOK_DATABASE_URL", server.url("vectors")), files, tables);
            long same = index.keySet().stream()
                    .filter(id -> top(index.get(id)).equals(top(tables.get(id))))
                    .count();
            System.out.printf("the same ten in the same order: %d of %d%n", same, index.size());
            assertThat(same).isGreaterThanOrEqualTo(index.size() * 99L / 100);
        }
    }

    private static List<String> top(@Nullable Ranked result) {
        Ranked ranked = Objects.requireNonNull(result);
        return ranked.retrieved().subList(0, Math.min(TOP, ranked.retrieved().size()));
    }

    private static Audience.Room room(RecallCase one) {
        return new Audience.Room("eval", one.name(), 0);
    }

    private void tell(RecallCase one) {
        for (RecallCase.Turn turn : one.turns()) {
            String speaker = one.name() + "/" + turn.speaker();
            MessageRef ref = told.tell(
                    room(one),
                    new PersonId(UUID.nameUUIDFromBytes(speaker.getBytes(StandardCharsets.UTF_8))),
                    turn.speaker(),
                    turn.at().atZone(ZoneOffset.UTC),
                    turn.text());
            turns.put(ref, turn.id());
            ends.merge(one.name(), turn.at().atZone(ZoneOffset.UTC), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    private void rank(String name, Map<String, String> settings, List<CaseFile> files, Map<String, Ranked> ranked)
            throws Exception {
        var tally = new Tally(DEPTHS, false);
        try (var house = new House(Files.createDirectory(homes.resolve(name)), settings, told, _ -> {})) {
            while (!house.allIndexed()) {
                System.out.println("waiting: " + house.bean(Memory.class).status());
            }
            // What was followed before the encoder had loaded gets its vectors a little later.
            while (house.bean(Memory.class).status().contains("by words alone")) {
                Thread.onSpinWait();
            }
            for (CaseFile file : files) {
                var viewer = Viewer.inRoom(new PersonId(new UUID(7, 7)), room(file.content()));
                for (RecallCase.Asked question : file.content().questions()) {
                    List<Evidence> found = house.bean(Memory.class)
                            .recall(
                                    viewer,
                                    question.text(),
                                    Objects.requireNonNull(
                                            ends.get(file.content().name())),
                                    DEPTH,
                                    Clock.systemUTC().instant().plusSeconds(60))
                            .evidence();
                    var result = new Ranked(
                            question.id(),
                            found.stream().map(one -> turns.get(one.message())).toList(),
                            true,
                            0,
                            Optional.empty());
                    ranked.put(question.id(), result);
                    AnswerKey key = file.key(question);
                    if (!key.adversarial() && !key.evidence().isEmpty()) {
                        tally.add(result, key);
                    }
                }
            }
        }
        System.out.print(Tally.heading(DEPTHS, false) + tally.line(name));
    }
}
