package ai.clara.memory.graph;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether there is a graph, and where. */
@Singleton
public final class GraphSettings implements SettingGroup {
    static final Setting ENABLED = Setting.flag(
            "ENABLE_GRAPH_MEMORY",
            false,
            "Track who and what belongs together, so that what was told of Rosa is found when somebody asks for their"
                    + " sister.");
    public static final Setting URL = Setting.text(
            "NEO4J_URL",
            "",
            "Address of Neo4j, such as bolt://localhost:7687, or neo4j+s://graph.example:7687 with TLS.");
    public static final Setting USERNAME = Setting.text("NEO4J_USERNAME", "", "User at Neo4j; neo4j when it is unset.");
    public static final Setting PASSWORD =
            Setting.text("NEO4J_PASSWORD", "", "Password at Neo4j.").asSecret();

    private static final String EMBEDDED = "embedded";
    private static final String NEO4J = "neo4j";
    private static final Setting PROVIDER = Setting.choice(
            "GRAPH_STORE_PROVIDER",
            EMBEDDED,
            "Which graph store: the tables beside the transcript, or Neo4j.",
            EMBEDDED,
            NEO4J,
            "kuzu");

    /** Schemes of the driver's manual; a name or password in the address would be shown with it. */
    private static final Pattern ADDRESS = Pattern.compile("(bolt|neo4j)(\\+s|\\+ssc)?://[A-Za-z0-9._\\-\\[\\]:]+/?");

    @Override
    public String title() {
        return "Memory's graph";
    }

    @Override
    public List<Setting> settings() {
        return List.of(ENABLED, PROVIDER, URL, USERNAME, PASSWORD);
    }

    /** Whether the graph lies in Neo4j. */
    public static boolean neo4j(Settings settings) {
        return settings.flag(ENABLED) && settings.text(PROVIDER).equals(NEO4J);
    }

    /** What stops the start, as one sentence. */
    static Optional<String> problem(Settings settings) {
        if (!settings.flag(ENABLED)) {
            return Optional.empty();
        }
        return switch (settings.text(PROVIDER)) {
            case NEO4J -> addressProblem(settings);
            case "kuzu" ->
                Optional.of("GRAPH_STORE_PROVIDER=kuzu is not kept any more and the graph beside the messages takes its"
                        + " place; leave it out, or set embedded.");
            default -> Optional.empty();
        };
    }

    /** It may hold a password by mistake, so nothing of it is repeated. */
    private static Optional<String> addressProblem(Settings settings) {
        String url = settings.text(URL);
        if (url.isEmpty()) {
            return Optional.of("GRAPH_STORE_PROVIDER=neo4j needs NEO4J_URL, such as bolt://localhost:7687, and"
                    + " NEO4J_PASSWORD; or leave it out to keep the graph beside the messages.");
        }
        if (!ADDRESS.matcher(url).matches()) {
            return Optional.of("NEO4J_URL is no address such as bolt://localhost:7687 or neo4j+s://graph.example:7687;"
                    + " user and password belong in NEO4J_USERNAME and NEO4J_PASSWORD.");
        }
        return settings.text(PASSWORD).isEmpty()
                ? Optional.of("NEO4J_PASSWORD is missing: set it to the password of the user at Neo4j.")
                : Optional.empty();
    }
}
