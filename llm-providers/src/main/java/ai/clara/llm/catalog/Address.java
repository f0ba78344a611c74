package ai.clara.llm.catalog;

import ai.clara.spi.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at the address of a service as somebody typed it. */
final class Address {
    /** Hosts of this machine or of a network at home, by name or number. */
    private static final Pattern NEAR =
            Pattern.compile("localhost|.*\\.(localhost|local|lan|home|internal|home\\.arpa)|[^.:]+"
                    + "|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*"
                    + "|\\[(::1|f[cd][0-9a-f:]*|fe80:[0-9a-f:]*)]");

    private Address() {}

    /** Why this is no address, as one sentence; empty when it is. The text itself stays untold: it may hold a password. */
    static Optional<String> problem(Setting setting, String text) {
        boolean good = parsed(text)
                .filter(uri -> uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= 65535)
                .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                .filter(uri ->
                        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null)
                .isPresent();
        return good
                ? Optional.empty()
                : Optional.of(setting.name()
                        + " is not an address; it begins with https:// or http://, names a host and has neither a password nor a"
                        + " question mark.");
    }

    /** Whether what is sent there can be read on the way. */
    static boolean open(URI address) {
        return "http".equalsIgnoreCase(address.getScheme())
                && !NEAR.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** Without a slash at its end, and with the path that the wire needs there. */
    static URI of(String text, String path) {
        String bare = text.replaceFirst("/+$", "");
        return URI.create(bare.endsWith(path) ? bare : bare + path);
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
