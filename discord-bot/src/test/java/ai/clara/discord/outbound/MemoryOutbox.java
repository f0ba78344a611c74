package ai.clara.discord.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.spi.channel.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An outbox whose rows live as long as the test. The row of a first part is made with its turn, as the real one's is. */
final class MemoryOutbox implements Outbox {
    private final Clock clock;
    private final Map<String, Part> rows = new ConcurrentHashMap<>();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

    MemoryOutbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Part> part(String platform, String platformId, int number) {
        assertThat(platform).isEqualTo("discord");
        if (forgotten.contains(platformId)) {
            return Optional.empty();
        }
        return Optional.of(rows.computeIfAbsent(
                platformId + "/" + number, key -> new Part(number, key, clock.instant(), Optional.empty())));
    }

    @Override
    public void shown(String platform, String platformId, int number, String shownId) {
        rows.computeIfPresent(
                platformId + "/" + number,
                (key, part) -> new Part(number, part.nonce(), part.since(), Optional.of(shownId)));
    }

    @Override
    public void delivered(String platform, String platformId) {
        throw new UnsupportedOperationException("replies are closed by their sinks here");
    }

    @Override
    public void resume(String platform) {
        throw new UnsupportedOperationException("nobody asks for it here");
    }

    /** As if another process had made the row and died before it heard what became of it. */
    void madeBefore(String platformId, int number, Instant since) {
        String key = platformId + "/" + number;
        rows.put(key, new Part(number, key, since, Optional.empty()));
    }

    void forget(String platformId) {
        forgotten.add(platformId);
    }

    /** What is known as shown, in the order of the parts. */
    List<String> shownIds(String platformId) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(platformId + "/"))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(row -> row.getValue().shownId().stream())
                .toList();
    }
}
