package ai.clara.memory.contract;

import ai.clara.memory.recall.Told;
import ai.clara.spi.id.Project;
import ai.clara.spi.memory.Recollection;
import ai.clara.spi.privacy.Viewer;
import java.time.ZonedDateTime;

/** A started memory that follows a transcript. A store that runs the contracts says here how it is started and asked. */
interface MemoryUnderTest extends AutoCloseable {
    /** What it follows; whoever tells something tells it here. */
    Told told();

    /** Waits until all that was told can be found. */
    void followed();

    /** The best evidence, best first. */
    Recollection recall(Viewer viewer, String question, ZonedDateTime asked, int limit);

    /** What stands in a prompt of the default project. */
    default Recollection context(Viewer viewer, String question, ZonedDateTime asked, int tokens) {
        return context(viewer, Project.DEFAULT, question, asked, tokens);
    }

    /** What stands in a prompt. */
    Recollection context(Viewer viewer, Project project, String question, ZonedDateTime asked, int tokens);

    /** How many hits the transcript did not confirm. */
    long stopped();

    /** Ends in order and begins again with what it kept. */
    void restart();

    /** Ends as a kill would end it, with what is durable at this moment, and begins again. */
    void kill();

    @Override
    void close();
}
