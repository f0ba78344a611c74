package ai.clara.memory.question;

import ai.clara.spi.id.PersonId;

/**
 * Where a question names somebody who speaks in what the asker may read.
 *
 * @param start the first character of the name
 * @param end the character after it, a possessive 's included
 */
record Mention(PersonId person, int start, int end, boolean possessive) {}
