package ai.clara.engine.summary;

import ai.clara.engine.session.Place;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Viewer;

/**
 * A piece of work that this process holds.
 *
 * @param writer who reads the place as it may be read now, and writes there
 * @param throughSeq the last message it is to cover
 * @param attempts this one included
 * @param token whoever took the work later has a greater one
 * @param wanted whether the session is still in the state that this kind is made of
 */
record Job(
        Kind kind,
        SessionId session,
        Place place,
        Viewer writer,
        long throughSeq,
        int attempts,
        long token,
        boolean wanted) {}
