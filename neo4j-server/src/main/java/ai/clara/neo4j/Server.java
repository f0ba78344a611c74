package ai.clara.neo4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * Neo4j's Community server on a folder and a Bolt port, with a password. It says {@code ready} on standard output. Each line of its
 * input is Cypher, which it runs past every client: it answers with the rows, columns parted by a bar, and a line with a dot. The lines
 * {@code full} and {@code room} make it read-only, as one without room is made, and writable again. It ends in order when its input ends; a kill leaves its folder as a power cut would, and the next start goes on with that.
 */
final class Server {
    private static final String END = ".";

    private Server() {}

    /** @param args folder, port, password of the user {@code neo4j} */
    public static void main(String[] args) throws IOException {
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                // A wrong password in one test is not to lock the next one out.
                .setConfig(GraphDatabaseSettings.auth_max_failed_attempts, 0)
                .build();
        try {
            // "Alter" would refuse the password that it had before it was killed.
            server.database(GraphDatabaseSettings.SYSTEM_DATABASE_NAME)
                    .executeTransactionally(
                            "create or replace user neo4j set password $password change not required",
                            Map.of("password", args[2]));
            System.out.println("ready");
            answer(server.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME));
        } finally {
            server.shutdown();
        }
    }

    private static void answer(GraphDatabaseService graph) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                switch (line) {
                    case "full" -> readOnly(graph, Set.of(graph.databaseName()));
                    case "room" -> readOnly(graph, Set.of());
                    default -> System.out.print(graph.executeTransactionally(line, Map.of(), Server::rows));
                }
            } catch (RuntimeException e) {
                System.out.println(e);
            }
            System.out.println(END);
        }
    }

    private static void readOnly(GraphDatabaseService graph, Set<String> databases) {
        ((GraphDatabaseAPI) graph)
                .getDependencyResolver()
                .resolveDependency(Config.class)
                .setDynamic(GraphDatabaseSettings.read_only_databases, databases, Server.class.getSimpleName());
    }

    private static String rows(Result result) {
        return result.stream()
                .map(row -> result.columns().stream()
                        .map(column -> String.valueOf(row.get(column)))
                        .collect(Collectors.joining("|", "", "\n")))
                .collect(Collectors.joining());
    }
}
