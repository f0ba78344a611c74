package ai.clara.engine.turn;

/** Another process answers in this conversation. */
final class LaneTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaneTaken() {
        super("Another Clara is answering in this conversation; please ask again in a minute.");
    }
}
