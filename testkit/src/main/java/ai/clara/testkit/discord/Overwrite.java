package ai.clara.testkit.discord;

import java.util.Map;
import java.util.Set;

/** What a channel allows or denies a role or a member beyond their roles. */
record Overwrite(long target, boolean member, long allow, long deny) {
    Overwrite allowing(long mask) {
        return new Overwrite(target, member, allow | mask, deny & ~mask);
    }

    Overwrite denying(long mask) {
        return new Overwrite(target, member, allow & ~mask, deny | mask);
    }

    /** The order of Discord: everyone, then all roles together, then the member. */
    static long all(Map<Long, Overwrite> overwrites, long granted, long everyone, Person who, Set<Role> held) {
        Overwrite all = overwrites.get(everyone);
        long result = all == null ? granted : all.apply(granted);
        long allow = 0;
        long deny = 0;
        for (Role role : held) {
            Overwrite own = overwrites.get(role.snowflake());
            allow |= own == null ? 0 : own.allow();
            deny |= own == null ? 0 : own.deny();
        }
        result = result & ~deny | allow;
        Overwrite own = overwrites.get(who.snowflake());
        return own == null ? result : own.apply(result);
    }

    long apply(long permissions) {
        return permissions & ~deny | allow;
    }
}
