package ai.clara.database;

import ai.clara.spi.command.CommandException;
import java.util.List;
import java.util.Locale;

/**
 * What follows the word {@code move}.
 *
 * @param url where to
 * @param dryRun whether it only looks
 */
record MoveWords(String url, boolean dryRun) {

    /** @throws CommandException of wrong usage */
    static MoveWords of(List<String> args) {
        String url = "";
        boolean dryRun = false;
        for (int i = 0; i < args.size(); i++) {
            switch (args.get(i)) {
                case "--dry-run" -> dryRun = true;
                case "--to" -> {
                    if (i + 1 == args.size()) {
                        throw CommandException.usage("--to needs the address of a PostgreSQL after it.");
                    }
                    url = args.get(++i).strip();
                }
                // It may be an address with a password, so it is not repeated.
                default ->
                    throw CommandException.usage(
                            "move knows --to URL and --dry-run; what memory searches goes by ./clara move vectors, another embedder by ./clara move embedder.");
            }
        }
        if (url.isEmpty()) {
            throw CommandException.usage("Say where to: ./clara move --to postgres://user:password@host:5432/name.");
        }
        var words = new MoveWords(url, dryRun);
        words.login();
        return words;
    }

    Login login() {
        return DatabaseUrl.parse(MoveRefusals.NAMED, url);
    }

    /** The address as it may be shown. */
    String masked() {
        int query = url.indexOf('?');
        String place = query < 0 ? url : url.substring(0, query);
        String rest = query < 0 ? "" : url.substring(query);
        int user = place.indexOf("://") + 3;
        int at = place.lastIndexOf('@');
        int colon = place.indexOf(':', user);
        if (colon >= 0 && colon < at) {
            place = place.substring(0, colon + 1) + "***" + place.substring(at);
        }
        return place + rest.replaceAll("([?&](?:ssl)?password=)[^&]*", "$1***");
    }

    /** For example {@code 1.5 MB}. */
    static String size(long bytes) {
        if (bytes < 1024 * 1024) {
            return (bytes + 1023) / 1024 + " kB";
        }
        return bytes < 1024L * 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1024.0 / 1024)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1024.0 / 1024 / 1024);
    }
}
