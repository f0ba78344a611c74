package ai.clara.engine.summary;

import ai.clara.spi.operation.Check;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.util.List;

/** How many summaries wait, and why. */
@Singleton
final class SummaryCheck implements Check {
    private static final String NAME = "summaries";

    private final Jobs jobs;

    SummaryCheck(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public List<Finding> look() {
        try {
            Jobs.Counts counts = jobs.counts();
            String line = "%d waiting".formatted(counts.waiting())
                    + counts.failure()
                            .map(kind -> ", %d of them with key sentences until a model answers, last error: %s"
                                    .formatted(counts.failed(), kind))
                            .orElse("");
            return List.of(new Finding(NAME, true, line, ""));
        } catch (StoreException e) {
            return List.of(new Finding(
                    NAME, false, "cannot be counted: " + e.getMessage(), "See what is said about the database."));
        }
    }
}
