package ai.clara.spi.model;

import java.util.Optional;

/** Gives models by role and tier. */
public interface Models {
    /** What a model is for. */
    enum Role {
        TALK,
        MEMORY
    }

    /** Never fails: without a provider it is the offline model. */
    ChatModel chat(Role role, Optional<Tier> tier);

    /** Whether settings name a model for this role alone, so that whoever chose it wants this work done by a model. */
    default boolean hasOwn(Role role) {
        return false;
    }

    /** One line for the start and for {@code doctor}: which model, and why. */
    String because();
}
