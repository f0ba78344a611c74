package ai.clara.llm.wire;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.io.IOException;
import java.net.http.HttpTimeoutException;

/** Failures of a connection in our words. Their own words are dropped: a header's complaint repeats the header, the key with it. */
final class Failures {
    private Failures() {}

    /** Nothing came yet. */
    static ModelException unreachable(String service, Throwable failure) {
        return failure instanceof HttpTimeoutException
                ? new ModelException(Kind.TIMEOUT, service + " did not answer in time.", named(failure))
                : new ModelException(Kind.UNREACHABLE, service + " cannot be reached.", named(failure));
    }

    /** The answer had begun. */
    static ModelException broken(String service) {
        return new ModelException(
                Kind.TRUNCATED, "The answer of " + service + " broke off: the connection was lost before its end.");
    }

    static ModelException unreadable(String service, Throwable failure) {
        return new ModelException(
                Kind.TRUNCATED, "The answer of " + service + " broke off: it could not be read.", named(failure));
    }

    static ModelException tooLong(String service) {
        return new ModelException(
                Kind.TRUNCATED, "The answer of " + service + " broke off: it sent more than an answer can be.");
    }

    /** Something in between answered, or the address is not of a model service. */
    static ModelException strange(String service) {
        return new ModelException(
                Kind.BAD_REQUEST, service + " did not answer as a model service does; check its address.");
    }

    static ModelException unsendable(String service) {
        return new ModelException(
                Kind.BAD_REQUEST, "The address, key or a header of " + service + " holds what cannot be sent.");
    }

    /** The vendor library did not take it. */
    static ModelException unmade(String service, Throwable failure) {
        return new ModelException(
                Kind.BAD_REQUEST, "The request cannot be put into the format of " + service + ".", named(failure));
    }

    private static IOException named(Throwable failure) {
        return new IOException(failure.getClass().getSimpleName());
    }
}
