package ai.clara.memory.recall;

import ai.clara.memory.question.Inquiry;
import ai.clara.memory.store.Wanted;

/** A question with all that a search needs of it. */
record Sought(Inquiry inquiry, Wanted wanted) {}
