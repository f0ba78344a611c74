package ai.clara.memory.graph;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Whether there is a graph, and where. */
@Singleton
final class GraphSettings implements SettingGroup {
    static final String EMBEDDED = "embedded";
    static final Setting ENABLED = Setting.flag(
            "ENABLE_GRAPH_MEMORY",
            false,
            "Track who and what belongs together, so that what was told of Rosa is found when somebody asks for their sister.");
    static final Setting PROVIDER = Setting.choice(
            "GRAPH_STORE_PROVIDER",
            EMBEDDED,
            "Which graph store: the tables beside the transcript.",
            EMBEDDED,
            "neo4j",
            "kuzu");

    @Override
    public String title() {
        return "Memory's graph";
    }

    @Override
    public List<Setting> settings() {
        return List.of(ENABLED, PROVIDER);
    }

    /** What stops the start, as one sentence. */
    static Optional<String> problem(Settings settings) {
        if (!settings.flag(ENABLED)) {
            return Optional.empty();
        }
        return switch (settings.text(PROVIDER)) {
            case "neo4j" ->
                Optional.of(
                        "GRAPH_STORE_PROVIDER=neo4j comes later; leave it out to keep the graph beside the messages.");
            case "kuzu" ->
                Optional.of(
                        "GRAPH_STORE_PROVIDER=kuzu is not kept any more and the graph beside the messages takes its place;"
                                + " leave it out, or set embedded.");
            default -> Optional.empty();
        };
    }
}
