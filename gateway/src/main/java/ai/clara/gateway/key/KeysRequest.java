package ai.clara.gateway.key;

import ai.clara.spi.command.CommandException;
import ai.clara.spi.id.AccountKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was asked of {@code keys}. */
sealed interface KeysRequest {
    String USAGE =
            "keys create NAME [--person WHO] | list | revoke NAME: keys of programs that talk with Clara over HTTP";

    /** @param person whom the key acts as, when one was named */
    record Create(String name, Optional<AccountKey> person) implements KeysRequest {}

    record All() implements KeysRequest {}

    record Revoke(String name) implements KeysRequest {}

    Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");
    Pattern ACCOUNT = Pattern.compile("(terminal|discord):(.+)");
    int WHO_CHARS_MAX = 64;

    /** @throws CommandException when the words are wrong */
    static KeysRequest parse(List<String> args) {
        return switch (args.isEmpty() ? "" : args.getFirst()) {
            case "create" -> create(args.subList(1, args.size()));
            case "list" -> {
                if (args.size() > 1) {
                    throw CommandException.usage("keys list takes nothing more.");
                }
                yield new All();
            }
            case "revoke" -> {
                if (args.size() != 2) {
                    throw CommandException.usage("keys revoke takes the name of one key; keys list shows them.");
                }
                yield new Revoke(args.get(1));
            }
            default ->
                throw CommandException.usage("keys takes one of: create NAME [--person WHO], list, revoke NAME.");
        };
    }

    private static Create create(List<String> args) {
        boolean withPerson = args.size() == 3 && args.get(1).equals("--person");
        if (args.size() != 1 && !withPerson) {
            throw CommandException.usage("keys create takes a name for the key and, if you like, --person WHO.");
        }
        String name = args.getFirst();
        if (!NAME.matcher(name).matches()) {
            throw CommandException.usage(
                    "A key's name has 1 to 64 letters, digits, dots, dashes or underscores and begins with a letter or digit.");
        }
        return new Create(name, withPerson ? Optional.of(account(args.get(2))) : Optional.empty());
    }

    private static AccountKey account(String who) {
        boolean printable = who.codePoints().noneMatch(Character::isISOControl);
        if (who.isBlank() || who.length() > WHO_CHARS_MAX || !printable) {
            throw CommandException.usage(
                    "--person takes a name as in chat --as, or terminal:NAME, or discord:ID with the number of the account.");
        }
        var named = ACCOUNT.matcher(who);
        return named.matches()
                ? new AccountKey(named.group(1), named.group(2).strip())
                : new AccountKey("terminal", who.strip());
    }
}
