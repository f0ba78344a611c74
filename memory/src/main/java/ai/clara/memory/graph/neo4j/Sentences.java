package ai.clara.memory.graph.neo4j;

import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;

/** What to tell an operator of a failure. The server's own messages may hold what people said, so only its code is repeated. */
final class Sentences {
    private Sentences() {}

    static String of(String where, Neo4jException failure) {
        return switch (failure) {
            case AuthenticationException _ ->
                "Neo4j at " + where + " refuses the login; look at NEO4J_USERNAME and NEO4J_PASSWORD.";
            case SecurityException _ ->
                "Neo4j at " + where + " is not trusted or does not let this user in (" + failure.code()
                        + "); look at NEO4J_URL and at its certificate and rights.";
            case ServiceUnavailableException _, SessionExpiredException _ -> unreachable(where);
            // The driver's own, such as of a pool whose connections are all stuck.
            case Neo4jException own when own.code().equals("N/A") -> unreachable(where);
            case Neo4jException own
            when own.code().contains("ReadOnly") ->
                "Neo4j at " + where + " is read-only and takes nothing in; look whether its disk is full.";
            default -> "Neo4j at " + where + " failed (" + failure.code() + "); its own log says more.";
        };
    }

    static String unreachable(String where) {
        return "Neo4j at " + where + " cannot be reached; start it, or look at NEO4J_URL.";
    }
}
