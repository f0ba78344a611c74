package ai.clara.memory.store.qdrant;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether what memory searches lies in a Qdrant, and where. */
@Singleton
final class QdrantSettings implements SettingGroup {
    static final Setting URL = Setting.text(
            "QDRANT_URL",
            "",
            "A Qdrant, 1.18 or newer, for what memory searches, by its gRPC port (http://host:6334, https:// for TLS), instead of"
                    + " ROOK_DATABASE_URL; unset means the index in CLARA_HOME.");
    static final Setting API_KEY = Setting.text("QDRANT_API_KEY", "", "Key for that Qdrant, when it asks for one.")
            .asSecret();
    static final Setting COLLECTION = Setting.text(
            "QDRANT_COLLECTION", "clara", "What Clara's collection is called there; each Clara needs one of her own.");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    @Override
    public String title() {
        return "Memory in Qdrant";
    }

    @Override
    public List<Setting> settings() {
        return List.of(URL, API_KEY, COLLECTION);
    }

    /**
     * What stops the start, as one sentence.
     *
     * @param elsewhere whether a PostgreSQL is named for the same
     */
    static Optional<String> problem(Settings settings, boolean elsewhere) {
        if (!NAME.matcher(settings.text(COLLECTION)).matches()) {
            return Optional.of("QDRANT_COLLECTION is a name of letters, digits, - and _.");
        }
        Optional<String> url = settings.find(URL);
        if (url.isPresent() && elsewhere) {
            return Optional.of(
                    "ROOK_DATABASE_URL and QDRANT_URL are both set, but what memory searches lies in one place;"
                            + " remove one of them.");
        }
        return url.flatMap(address -> Address.problem(URL.name(), address));
    }
}
