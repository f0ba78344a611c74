package ai.clara.engine.session;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.identity.People;
import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.channel.Projects;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which project a conversation is in stands in its row, so that a choice and the messages around it have an order. */
@Singleton
public final class JdbcProjects implements Projects {
    private static final int KNOWN_MAX = 100;

    private final Db db;
    private final Conversations conversations;
    private final People people;
    private final String defaultName;

    JdbcProjects(Db db, Conversations conversations, People people, Settings settings) {
        this.db = db;
        this.conversations = conversations;
        this.people = people;
        this.defaultName = settings.text(EngineSettings.DEFAULT_PROJECT);
    }

    @Override
    public Optional<Project> named(String words) {
        return Project.named(words).map(this::meant);
    }

    /** The default one when it is called by its name. */
    public Project meant(Project called) {
        return Project.named(defaultName).filter(called::equals).isPresent() ? Project.DEFAULT : called;
    }

    @Override
    public String nameOf(Project project) {
        return project.isDefault() ? defaultName : project.name();
    }

    @Override
    public Project current(ConversationKey conversation) {
        return db.system("find a project", connection -> conversations.project(connection, conversation))
                .orElse(Project.DEFAULT);
    }

    @Override
    public List<Project> known(ConversationKey conversation, AccountKey account) {
        return db.system("list projects", connection -> {
            Optional<PersonId> person = people.find(connection, account);
            Optional<Place> place = conversations.find(connection, conversation);
            Stream<Project> named = person.isPresent() && place.isPresent()
                    ? named(connection, place.get(), person.get()).stream()
                    : Stream.of();
            return Stream.concat(Stream.of(Project.DEFAULT), named)
                    .sorted(Comparator.comparing(this::nameOf, String.CASE_INSENSITIVE_ORDER))
                    .toList();
        });
    }

    /** Of sessions whose audience may be read where the answer is shown: a project's name tells something, too. */
    private static List<Project> named(Connection connection, Place place, PersonId person) throws SQLException {
        return Sql.of(
                        "select project, max(last_at) as last_at from sessions where audience_key = any (?)"
                                + " and project <> '' group by project order by last_at desc limit ?",
                        place.viewer(person).readKeys().toArray(String[]::new),
                        KNOWN_MAX)
                .all(connection, row -> new Project(row.getString("project")));
    }

    @Override
    public boolean choose(ConversationKey conversation, Project project) {
        return db.system("choose a project", connection -> conversations.move(connection, conversation, project));
    }
}
