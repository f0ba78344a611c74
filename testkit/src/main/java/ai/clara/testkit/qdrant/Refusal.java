package ai.clara.testkit.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** How a request is refused, in the words of a Qdrant. */
final class Refusal {
    private Refusal() {}

    static StatusRuntimeException wrong(String what) {
        return Status.INVALID_ARGUMENT.withDescription(what).asRuntimeException();
    }

    static StatusRuntimeException notFound(String collection) {
        return Status.NOT_FOUND
                .withDescription("Not found: Collection `" + collection + "` doesn't exist!")
                .asRuntimeException();
    }

    static StatusRuntimeException exists(String collection) {
        return Status.ALREADY_EXISTS
                .withDescription("Wrong input: Collection `" + collection + "` already exists!")
                .asRuntimeException();
    }

    static StatusRuntimeException unindexed(String field) {
        return wrong("Bad request: Index required but not found for \"" + field
                + "\" of one of the following types: [keyword]. Help: Create an index for this key or use a different"
                + " filter.");
    }

    static StatusRuntimeException full() {
        return Status.INTERNAL
                .withDescription(
                        "Service internal error: No space left on device: WAL buffer size exceeds available disk space")
                .asRuntimeException();
    }

    /** A real one may know it. */
    static StatusRuntimeException unknown(String what) {
        return Status.UNIMPLEMENTED
                .withDescription("The fake does not know " + what)
                .asRuntimeException();
    }

    static <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
        try {
            T given = answer.get();
            observer.onNext(given);
            observer.onCompleted();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        }
    }
}
