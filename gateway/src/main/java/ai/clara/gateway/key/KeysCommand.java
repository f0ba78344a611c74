package ai.clara.gateway.key;

import ai.clara.spi.command.Command;
import ai.clara.spi.command.CommandException;
import ai.clara.spi.command.CommandIo;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.people.Accounts;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** {@code keys}: makes, lists and revokes the keys of the HTTP door. A new key is told once, alone on the standard output. */
@Singleton
final class KeysCommand implements Command {
    private final BeanProvider<Keys> keys;
    private final BeanProvider<Accounts> accounts;

    KeysCommand(BeanProvider<Keys> keys, BeanProvider<Accounts> accounts) {
        this.keys = keys;
        this.accounts = accounts;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public String usage() {
        return KeysRequest.USAGE;
    }

    @Override
    public void check(List<String> args) {
        var unused = KeysRequest.parse(args);
    }

    @Override
    public int run(List<String> args, CommandIo io) {
        switch (KeysRequest.parse(args)) {
            case KeysRequest.Create create -> create(create, io);
            case KeysRequest.All() -> list(io);
            case KeysRequest.Revoke(String name) -> revoke(name, io);
        }
        return 0;
    }

    private void create(KeysRequest.Create asked, CommandIo io) {
        asked.person().ifPresent(this::checkKnown);
        String words = keys.get()
                .create(asked.name(), asked.person())
                .orElseThrow(() -> CommandException.failed("A key named " + asked.name()
                        + " was made before; take another name, ./clara keys list shows those in use."));
        io.out(words + "\n");
        io.note(asked.person()
                .map(account -> "Whoever has this key is " + who(account) + " to Clara.")
                .orElse("Requests with this key name their person in the field user."));
        io.note("It is shown this once; ./clara keys revoke " + asked.name() + " ends it.");
    }

    private void checkKnown(AccountKey account) {
        if (accounts.get().find(account).isEmpty()) {
            throw CommandException.failed("Clara has not met " + who(account)
                    + " yet; let them say something to her first, then make the key.");
        }
    }

    private void list(CommandIo io) {
        List<KeyRow> rows = keys.get().all();
        if (rows.isEmpty()) {
            io.note("There are no keys yet; ./clara keys create NAME makes one.");
            return;
        }
        for (KeyRow row : rows) {
            io.out("%s  for %s  created %s  last used %s%s%n"
                    .formatted(
                            row.name(),
                            row.account().map(KeysCommand::who).orElse("whom requests name"),
                            day(row.createdAt()),
                            row.lastUsedOn().map(LocalDate::toString).orElse("never"),
                            row.revokedAt().map(at -> "  revoked " + day(at)).orElse("")));
        }
    }

    private void revoke(String name, CommandIo io) {
        if (!keys.get().revoke(name)) {
            throw CommandException.failed(
                    "There is no key named " + name + " that is still good; ./clara keys list shows them.");
        }
        io.note("The key " + name + " opens nothing any more.");
    }

    private static String who(AccountKey account) {
        return account.platform() + ":" + account.name();
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }
}
