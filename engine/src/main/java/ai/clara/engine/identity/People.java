package ai.clara.engine.identity;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.Ids;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Provenance;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.settings.Settings;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** People and the accounts they speak through. */
@Singleton
public final class People {
    private final Clock clock;
    private final Ids ids;
    private final ZoneId defaultZone;

    People(Clock clock, Ids ids, Settings settings) {
        this.clock = clock;
        this.ids = ids;
        this.defaultZone = settings.zone(EngineSettings.DEFAULT_TIMEZONE);
    }

    /** The person behind an account; a new account is a new person. */
    public PersonId meet(Connection connection, AccountKey account, String shownName) throws SQLException {
        Optional<PersonId> known = find(connection, account);
        if (known.isPresent()) {
            Sql.of(
                            "update accounts set shown_name = ? where platform = ? and name = ? and shown_name <> ?",
                            shownName,
                            account.platform(),
                            account.name(),
                            shownName)
                    .run(connection);
            return known.get();
        }
        return introduce(connection, account, shownName);
    }

    public Optional<PersonId> find(Connection connection, AccountKey account) throws SQLException {
        return Sql.of(
                        "select person_id from accounts where platform = ? and name = ?",
                        account.platform(),
                        account.name())
                .first(connection, row -> new PersonId(Sql.uuid(row, "person_id")));
    }

    /** The person's own zone, else the configured one. */
    public ZoneId zone(Optional<String> own) {
        return own.flatMap(People::readable).orElse(defaultZone);
    }

    /** Whether Clara has taken in nothing else of theirs that she may remember. */
    public boolean firstMeeting(Connection connection, PersonId person, MessageRef message) throws SQLException {
        return Sql.of(
                        "select 1 from inbox where person_id = ? and message_id <> ? and kept limit 1",
                        person.value(),
                        message.value())
                .first(connection, row -> 1)
                .isEmpty();
    }

    /** Notes that this person is told, now, what Clara keeps; false when they were told before. */
    public boolean introduced(Connection connection, PersonId person) throws SQLException {
        return Sql.of(
                                "update people set introduced_at = ? where id = ? and introduced_at is null",
                                clock.instant(),
                                person.value())
                        .run(connection)
                == 1;
    }

    private PersonId introduce(Connection connection, AccountKey account, String shownName) throws SQLException {
        UUID id = ids.next();
        String key = new Audience.OnePerson(new PersonId(id)).key();
        String provenance = new Provenance(Provenance.Kind.SYSTEM, account.platform()).label();
        Instant now = clock.instant();
        Sql.of(
                        "insert into people (id, owner_key, audience_key, provenance, sensitivity, created_at)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        id,
                        key,
                        key,
                        provenance,
                        Sensitivity.PERSONAL,
                        now)
                .run(connection);
        int added = Sql.of(
                        "insert into accounts (platform, name, person_id, shown_name, owner_key, audience_key, provenance,"
                                + " sensitivity, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (platform, name) do nothing",
                        account.platform(),
                        account.name(),
                        id,
                        shownName,
                        key,
                        key,
                        provenance,
                        Sensitivity.PERSONAL,
                        now)
                .run(connection);
        if (added == 1) {
            return new PersonId(id);
        }
        // Two first messages of one account at the same moment: the other one won.
        Sql.of("delete from people where id = ?", id).run(connection);
        return find(connection, account).orElseThrow();
    }

    private static Optional<ZoneId> readable(String zone) {
        try {
            return Optional.of(ZoneId.of(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
