package ai.clara.memory;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.Db;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whose memory a command looks into: the eyes of one person's direct messages. */
@Singleton
final class Whose {
    private final Db db;

    Whose(Db db) {
        this.db = db;
    }

    /** Takes {@code --as NAME} out of a command's words. */
    static Optional<String> named(List<String> words) {
        int at = words.indexOf("--as");
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 >= words.size() || words.get(at + 1).isBlank()) {
            throw CommandException.usage("--as needs a name.");
        }
        String name = words.remove(at + 1);
        words.remove(at);
        return Optional.of(name);
    }

    /** Whoever runs the command. */
    static String caller(CommandIo io) {
        return io.callerSetting("USER_ID").filter(user -> !user.isBlank()).orElseGet(io::login);
    }

    /** @throws CommandException when nobody of this name has talked to Clara in the terminal */
    Viewer viewer(String name) {
        return Viewer.direct(person(name));
    }

    private PersonId person(String name) {
        return db.system("find a person", connection -> {
                    try (var query = connection.prepareStatement(
                            "select person_id from accounts where platform = 'terminal' and name = ?")) {
                        query.setString(1, name);
                        try (var rows = query.executeQuery()) {
                            return rows.next()
                                    ? Optional.of(new PersonId(rows.getObject(1, UUID.class)))
                                    : Optional.<PersonId>empty();
                        }
                    }
                })
                .orElseThrow(() -> CommandException.failed("Nobody called " + name
                        + " has talked to Clara in this terminal; name somebody else with --as NAME."));
    }
}
