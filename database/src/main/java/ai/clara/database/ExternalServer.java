package ai.clara.database;

/** A PostgreSQL named by {@code DATABASE_URL}. */
record ExternalServer(Login owner) implements Origin {

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
