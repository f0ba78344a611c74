package ai.clara.database;

import ai.clara.spi.privacy.Viewer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What row-level security is told of who looks, until the transaction ends. */
record ViewerSettings(List<String> values) {

    /** Of tables with content nobody sees anything. */
    static final ViewerSettings NOBODY = new ViewerSettings(List.of("", "", "", ""));

    private static final String TELL =
            "select set_config('clara.audiences', ?, true), set_config('clara.writes', ?, true),"
                    + " set_config('clara.actor', ?, true), set_config('clara.own_words_of', ?, true)";

    static ViewerSettings of(Viewer viewer) {
        return new ViewerSettings(List.of(
                viewer.readKeys().stream().sorted().collect(Collectors.joining("\u001f")),
                viewer.writes().key(),
                viewer.actor().value().toString(),
                viewer.ownWordsOf().map(person -> person.value().toString()).orElse("")));
    }

    /** The first statement of a transaction. */
    void tell(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TELL)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            statement.execute();
        }
    }
}
