package ai.clara.database;

import ai.clara.spi.settings.Setting;
import java.util.Optional;

/** A PostgreSQL named by a setting. */
record ExternalServer(Login owner, String named) implements Origin {

    static ExternalServer of(Setting setting, String url) {
        return new ExternalServer(DatabaseUrl.parse(setting.name(), url), setting.name());
    }

    /** There is one login in the address. */
    @Override
    public Optional<Login> application() {
        return Optional.empty();
    }

    @Override
    public String where() {
        return "PostgreSQL at " + owner;
    }

    @Override
    public Optional<String> setting() {
        return Optional.of(named);
    }

    @Override
    public String remedy() {
        return "start the PostgreSQL at " + owner + " or correct " + named;
    }

    @Override
    public void close() {
        // Not ours to stop.
    }
}
