package ai.clara.database;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import jakarta.inject.Singleton;
import java.util.List;

/** Which database Clara uses. */
@Singleton
final class DatabaseSettings implements SettingGroup {

    static final Setting URL = Setting.text(
                    "DATABASE_URL",
                    "",
                    "A PostgreSQL of your own, 15 or newer (postgres://user:password@host/name); unset means one run by Clara.")
            .asSecret();

    @Override
    public String title() {
        return "Database";
    }

    @Override
    public List<Setting> settings() {
        return List.of(URL);
    }
}
