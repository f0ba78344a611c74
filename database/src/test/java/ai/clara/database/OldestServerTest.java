package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Migrator;
import ai.clara.migrations.Rollback;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.store.VectorDb;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.TempHome;
import io.micronaut.context.ApplicationContext;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The walls, the steps forward and those back, on the oldest PostgreSQL that Debian brings. */
class OldestServerTest {

    private static final PersonId ADA = new PersonId(new UUID(0, 1));
    private static final PersonId BOB = new PersonId(new UUID(0, 2));
    private static final UUID ADAS = new UUID(0, 3);

    @Test
    void allHoldsThereToo() throws Exception {
        try (TempHome home = TempHome.create();
                DebianServer server = DebianServer.start(home.dir())) {
            Login login = server.login("postgres");
            String url = "postgres://postgres@" + login.target();
            try (ApplicationContext context = TestHome.open(
                    new Home(home.dir().resolve("home")),
                    MapSettings.of("DATABASE_URL", url, "ROOK_DATABASE_URL", url))) {
                Db db = context.getBean(Db.class);
                Rows.person(db, ADA.value());
                Rows.conversation(db, ADAS, "direct");
                Rows.message(db, Viewer.direct(ADA), ADAS, 1, "person:" + ADA.value(), "ada dm");
                assertThat(db.as(Viewer.direct(ADA), Rows::bodies)).containsExactly("ada dm");
                assertThat(db.as(Viewer.direct(BOB), Rows::bodies)).isEmpty();
                assertThat(db.system("probe", Rows::bodies)).isEmpty();
                assertThatThrownBy(() -> context.getBean(VectorDb.class).system("probe", Rows::bodies))
                        .isInstanceOf(StoreException.class)
                        .hasMessage(
                                "The PostgreSQL of the database postgres has no pgvector of version 0.8 or newer; install"
                                        + " its package on that server (such as postgresql-17-pgvector) and then run in that"
                                        + " database as a superuser: create extension vector;");
            }
            try (ApplicationContext context = TestHome.open(home.dir().resolve("unused"), url)) {
                var database = new Database(new ExternalServer(login, "DATABASE_URL"), context.getBean(Migrator.class));
                Rollback rollback = context.getBean(Rollback.class);
                database.alone(
                        owners -> rollback.run(database.line(), owners, rollback.plan(database.line(), owners, 1)));
                assertThat(database.prepare()).isOne();
            }
        }
    }
}
