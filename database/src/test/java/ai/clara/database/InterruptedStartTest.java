package ai.clara.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.store.Home;
import ai.clara.spi.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The end comes while the server is being made or started; each method finds what the one before left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InterruptedStartTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    @Test
    @Order(1)
    void whileTheFolderIsMade() throws Exception {
        endsWhen(() -> Files.exists(root().resolve("data-17.new/base")));
        assertThat(root().resolve("data-17.new")).doesNotExist();
        assertThat(root().resolve("data-17")).doesNotExist();
    }

    @Test
    @Order(2)
    void whileTheServerStarts() throws Exception {
        endsWhen(() -> Files.exists(root().resolve("data-17/postmaster.pid")));
        assertThat(Postmaster.read(root().resolve("data-17"))).isEmpty();
    }

    @Test
    @Order(3)
    void whileAnotherProcessHoldsTheLock() throws Exception {
        try (var held = StartLock.take(root().resolve("lock"), BOUND, new Departure())) {
            endsWhen(() -> true);
        }
    }

    @Test
    @Order(4)
    void theNextStartFindsAllInOrder() throws Exception {
        try (var server = new EmbeddedServer(new Home(home));
                var connection = server.owner().connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
        assertThat(Postmaster.read(root().resolve("data-17"))).isEmpty();
    }

    private static void endsWhen(BooleanSupplier moment) throws Exception {
        var server = new EmbeddedServer(new Home(home));
        var start = CompletableFuture.supplyAsync(server::owner, Thread::startVirtualThread);
        assertThat(Patience.until(BOUND, moment)).isTrue();
        CompletableFuture.runAsync(server::close, Thread::startVirtualThread).get(25, TimeUnit.SECONDS);
        assertThatThrownBy(() -> start.get(25, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StoreException.class)
                .hasMessage("The database is being stopped.");
        server.close();
    }

    private static Path root() {
        return home.resolve("postgres");
    }
}
