package ai.clara.database;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** Which databases Clara uses. */
@Singleton
final class DatabaseSettings implements SettingGroup {

    static final Setting URL = Setting.text(
                    "DATABASE_URL",
                    "",
                    "A PostgreSQL of your own, 15 or newer (postgres://user:password@host/name); unset means one run by Clara.")
            .asSecret();
    static final Setting VECTORS_URL = Setting.text(
                    "ROOK_DATABASE_URL",
                    "",
                    "A PostgreSQL, 15 or newer, with pgvector, 0.8 or newer, for what memory searches: that of DATABASE_URL or another;"
                            + " unset means the index in CLARA_HOME.")
            .asSecret()
            .alias("MEM0_DATABASE_URL");

    @Override
    public String title() {
        return "Database";
    }

    @Override
    public List<Setting> settings() {
        return List.of(URL, VECTORS_URL);
    }
}
