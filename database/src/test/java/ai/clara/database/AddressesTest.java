package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.migrations.Migrator;
import ai.clara.spi.operation.Check;
import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import ai.clara.testkit.MapSettings;
import ai.clara.testkit.postgres.PgVectorServer;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of a server that wants passwords and TLS, whose certificate is for 127.0.0.1 and signed by nobody else. */
class AddressesTest {

    private static final String PASSWORD = "p@ss/w:rd %+ü";
    private static final String ENCODED = "p%40ss%2Fw%3Ard%20%25%2B%C3%BC";

    @TempDir
    static Path folder;

    private static PgVectorServer server;
    private static ApplicationContext context;
    private static Path certificate;

    @BeforeAll
    static void start() throws Exception {
        server = PgVectorServer.start();
        context = TestHome.open(folder.resolve("unused"), "postgres://u@h/d");
        server.sql(
                "postgres",
                "create role ada login password '" + PASSWORD + "'",
                "create role guest login password 'x'",
                "create database clara owner ada",
                "create database foreign_tables owner ada",
                "create database empty",
                "create database closed",
                "revoke connect on database closed from public");
        certificate = folder.resolve("server.crt");
        encrypt();
    }

    @AfterAll
    static void stop() {
        context.close();
        server.close();
    }

    /** The server writes its files itself, for nobody else may read its key. */
    private static void encrypt() throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=clara test",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "3650",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.out").toFile())
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        List<String> cert = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        Files.write(certificate, cert);
        write("server.crt", cert);
        write(
                "server.key",
                pem(
                        "PRIVATE KEY",
                        Objects.requireNonNull(keys.getKey("server", "changeit".toCharArray()))
                                .getEncoded()));
        write(
                "pg_hba.conf",
                List.of(
                        "host all postgres 127.0.0.1/32 trust",
                        "hostssl all all 127.0.0.1/32 scram-sha-256",
                        "hostssl all all ::1/128 scram-sha-256"));
        server.sql("postgres", "alter system set ssl = on", "select pg_reload_conf()");
        // A reload takes effect a moment later.
        assertThat(Patience.until(
                        java.time.Duration.ofSeconds(20),
                        () -> server.sql("postgres", "show ssl").equals("on")))
                .isTrue();
    }

    private static List<String> pem(String kind, byte[] encoded) {
        return Stream.of(
                        Stream.of("-----BEGIN " + kind + "-----"),
                        Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(encoded)
                                .lines(),
                        Stream.of("-----END " + kind + "-----"))
                .flatMap(lines -> lines)
                .toList();
    }

    private static void write(String name, List<String> lines) {
        String values = lines.stream().map(line -> "('" + line + "')").collect(Collectors.joining(","));
        server.sql(
                "postgres",
                "copy (select * from (values " + values + ") l) to program"
                        + " 'umask 077; while read -r l; do echo \"$l\"; done > " + name + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ada:ENCODED@127.0.0.1:PORT/clara",
                "postgresql://ada:ENCODED@127.0.0.1:PORT/clara?sslmode=require",
                "postgresql://ada:ENCODED@127.0.0.1:PORT/clara?sslmode=verify-ca&sslrootcert=CERT&application_name=mine",
                "postgres://ada:ENCODED@127.0.0.1:PORT/clara?sslmode=verify-full&sslrootcert=CERT",
                "postgres://127.0.0.1:PORT/clara?user=ada&password=ENCODED&sslmode=require",
                "jdbc:postgresql://127.0.0.1:PORT/clara?user=ada&password=ENCODED&sslmode=verify-full&sslrootcert=CERT"
            })
    void everyFormOfAnAddressLeadsToTheSameDatabaseOverTls(String url) throws Exception {
        Database database = database(url);
        database.prepare();
        try (var connection = database.appConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select ssl::text || ' ' || current_database() || ' ' || session_user"
                                + " from pg_stat_ssl where pid = pg_backend_pid()")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("true clara ada");
        }
    }

    @Test
    void aPoolOfOneIsCheckedByDoctor() {
        try (ApplicationContext home = TestHome.open(
                new Home(folder.resolve("unused")),
                MapSettings.of(
                        "DATABASE_URL", filled("postgres://ada:ENCODED@127.0.0.1:PORT/clara?sslmode=require")))) {
            assertThat(home.getBean(DatabaseCheck.class).look())
                    .filteredOn(finding -> !finding.name().equals("durability"))
                    .hasSize(3)
                    .allMatch(Check.Finding::ok);
        }
    }

    @Test
    void whatIsRefusedIsOneSentenceThatNamesTheSetting() throws IOException {
        String place = "PostgreSQL at 127.0.0.1:" + server.port();
        refused(
                "postgres://ada:wrong@127.0.0.1:PORT/clara",
                "The " + place + "/clara refused the login; check the user and password in DATABASE_URL.");
        refused(
                "postgres://ada:ENCODED@127.0.0.1:PORT/clara?sslmode=disable",
                "The " + place
                        + "/clara refused the login; check the user and sslmode in DATABASE_URL, and the server's"
                        + " pg_hba.conf.");
        refused(
                "postgres://ada:ENCODED@127.0.0.1:PORT/nowhere",
                "The database that DATABASE_URL names does not exist; create it first.");
        refused(
                "postgres://ada:ENCODED@127.0.0.1:PORT/closed",
                "The " + place
                        + "/closed refused what the login of DATABASE_URL asked for; let an administrator grant it"
                        + " connect on the database, or use another login.");
        refused(
                "postgres://guest:x@127.0.0.1:PORT/empty",
                "The login guest may not make tables in the database empty; run there as its owner or a superuser:"
                        + " grant usage, create on schema public to guest;");
        String encryption = "/clara could not be encrypted as DATABASE_URL asks for; check its sslmode and sslrootcert,"
                + " and the server's certificate.";
        // The name of the server is not that of its certificate.
        refused(
                "postgres://ada:ENCODED@localhost:PORT/clara?sslmode=verify-full&sslrootcert=CERT",
                "The connection to the PostgreSQL at localhost:" + server.port() + encryption);
        Path other = folder.resolve("other.crt");
        Files.writeString(other, "no certificate");
        refused(
                "postgres://ada:ENCODED@127.0.0.1:PORT/clara?sslmode=verify-ca&sslrootcert=" + other,
                "The connection to the " + place + encryption);
        try (PgVectorServer plain = PgVectorServer.start()) {
            assertThatThrownBy(() ->
                            database(plain.url("postgres") + "?sslmode=require").prepare())
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The connection to the PostgreSQL at 127.0.0.1:" + plain.port()
                            + "/postgres could not be encrypted as DATABASE_URL asks for; check its sslmode and"
                            + " sslrootcert, and the server's certificate.");
        }
    }

    @Test
    void tablesOfAnotherLoginNeedItsConsent() {
        database("postgres://ada:ENCODED@127.0.0.1:PORT/foreign_tables").prepare();
        server.sql("foreign_tables", "grant usage, create on schema public to guest");
        refused(
                "postgres://guest:x@127.0.0.1:PORT/foreign_tables",
                "Clara's tables in the database foreign_tables belong to the login ada; use that one, or run there as a"
                        + " superuser: grant ada to guest;");
        server.sql("foreign_tables", "grant ada to guest");
        assertThat(database("postgres://guest:x@127.0.0.1:PORT/foreign_tables").prepare())
                .isZero();
    }

    private static void refused(String url, String sentence) {
        assertThatThrownBy(() -> database(url).prepare())
                .isInstanceOf(StoreException.class)
                .hasMessage(sentence);
    }

    private static Database database(String url) {
        return new Database(ExternalServer.of(DatabaseSettings.URL, filled(url)), context.getBean(Migrator.class));
    }

    private static String filled(String url) {
        return url.replace("ENCODED", ENCODED)
                .replace("PORT", Integer.toString(server.port()))
                .replace("CERT", certificate.toString());
    }
}
