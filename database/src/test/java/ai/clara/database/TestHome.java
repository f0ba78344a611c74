package ai.clara.database;

import ai.clara.spi.id.Ids;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.Home;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** A context as the app makes it, on a home of its own. */
final class TestHome {

    private TestHome() {}

    static ApplicationContext open(Path home) {
        return open(home, "");
    }

    static ApplicationContext open(Path home, String url) {
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .build()
                .registerSingleton(Home.class, new Home(home))
                .registerSingleton(Clock.class, Clock.systemUTC())
                .registerSingleton(Ids.class, UUID::randomUUID)
                .registerSingleton(Settings.class, settings(url))
                .start();
    }

    private static Settings settings(String url) {
        return setting -> setting.name().equals("DATABASE_URL") && !url.isEmpty()
                ? Optional.of(url)
                : Optional.of(setting.defaultValue()).filter(value -> !value.isEmpty());
    }
}
