package ai.clara.engine.summary;

import ai.clara.spi.privacy.Provenance;

/** Words of a summary and who made them. */
record Retold(String text, Provenance by) {}
