package ai.clara.spi.store;

/** The database failed; the message is one sentence for a person. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String sentence) {
        super(sentence);
    }

    public StoreException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What to tell an operator of a failure: the sentence of one of these, and of anything else what it says of itself. */
    public static String sentence(Throwable failure) {
        String own = failure instanceof StoreException ? failure.getMessage() : null;
        return own == null ? failure.toString() : own;
    }
}
