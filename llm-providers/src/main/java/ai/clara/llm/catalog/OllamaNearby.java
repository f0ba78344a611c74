package ai.clara.llm.catalog;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;

/** Looks once whether an Ollama runs that nobody chose. Its address is this machine's unless somebody set another. */
@Singleton
class OllamaNearby {
    private static final Duration CONNECT_MAX = Duration.ofMillis(200);
    private static final Duration LIST_MAX = Duration.ofSeconds(1);

    private final Settings settings;
    private final Switchboard switchboard;

    OllamaNearby(Settings settings, Switchboard switchboard) {
        this.settings = settings;
        this.switchboard = switchboard;
    }

    /** How many models it has; empty when none answers. */
    OptionalInt models() {
        if (Vendors.OLLAMA.problem(settings).isPresent() || !listens(Vendors.OLLAMA.url(settings))) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(switchboard
                    .models(Vendors.OLLAMA.dialect(), Vendors.OLLAMA.endpoint(settings), LIST_MAX)
                    .size());
        } catch (ModelException e) {
            return OptionalInt.empty();
        }
    }

    /** A bare connection is cheaper than asking, and mostly there is nobody. */
    private static boolean listens(URI url) {
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort() < 0 ? usual : url.getPort()), (int)
                    CONNECT_MAX.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
