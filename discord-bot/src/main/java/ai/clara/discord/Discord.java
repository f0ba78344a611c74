package ai.clara.discord;

import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import org.jspecify.annotations.Nullable;

/** The connection as the parts of this room use it: there, or not. */
@Singleton
public final class Discord {
    /** The name of the channel in keys. */
    public static final String NAME = "discord";

    private final AtomicReference<@Nullable JDA> session = new AtomicReference<>();

    /** The library once it has been connected and until it is ended; a broken connection that is being mended counts. */
    public Optional<JDA> session() {
        return Optional.ofNullable(session.get());
    }

    void begin(JDA jda) {
        session.set(jda);
    }

    void end() {
        session.set(null);
    }
}
