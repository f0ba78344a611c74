package ai.clara.database;

import ai.clara.spi.id.Ids;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import ai.clara.testkit.MapSettings;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;

/** A context as the app makes it, on a home of its own. */
final class TestHome {

    private TestHome() {}

    static ApplicationContext open(Path home) {
        return open(home, "");
    }

    static ApplicationContext open(Path home, String url) {
        return open(new Home(home), MapSettings.of("DATABASE_URL", url));
    }

    static ApplicationContext open(Home home, Settings settings) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build()
                .registerSingleton(Home.class, home)
                .registerSingleton(Clock.class, Clock.systemUTC())
                .registerSingleton(Ids.class, UUID::randomUUID)
                .registerSingleton(Settings.class, settings)
                .start();
    }
}
