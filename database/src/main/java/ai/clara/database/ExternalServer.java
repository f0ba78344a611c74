package ai.clara.database;

import java.util.Optional;

/** A PostgreSQL named by {@code DATABASE_URL}. */
record ExternalServer(Login owner) implements Origin {

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
    public String remedy() {
        return "start the PostgreSQL at " + owner + " or correct DATABASE_URL";
    }

    @Override
    public void close() {
        // Not ours to stop.
    }
}
