package ai.clara.engine.session;

import ai.clara.spi.privacy.Sensitivity;
import java.util.regex.Pattern;

/** Raises the sensitivity of words about health, money and credentials; never lowers it. */
public final class SensitivityRules {
    private static final Pattern SECRET = Pattern.compile(
            "\\b(password|passphrase|passwd|passwort|api[ _-]?key|secret key|private key|access token|pin code|one-time code|cvv)\\b"
                    + "|\\b(sk|ghp|xox[bap])[-_][A-Za-z0-9]{12,}|-----BEGIN [A-Z ]*PRIVATE KEY",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern PERSONAL = Pattern.compile(
            "\\b(diagnos\\w*|cancer|diabet\\w*|depress\\w*|therap\\w*|medication|prescri\\w*|surgery|pregnan\\w*|hiv|allerg\\w*"
                    + "|illness|disease|doctor|hospital|salary|income|debts?|mortgage|loan|bank account|iban|credit card"
                    + "|tax return|net worth|insolven\\w*|bankrupt\\w*)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private SensitivityRules() {}

    /** The sensitivity of a text said where {@code base} is usual. */
    public static Sensitivity raise(Sensitivity base, String text) {
        return max(base, ofWords(text));
    }

    public static Sensitivity max(Sensitivity one, Sensitivity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Sensitivity ofWords(String text) {
        if (SECRET.matcher(text).find()) {
            return Sensitivity.SECRET;
        }
        return PERSONAL.matcher(text).find() ? Sensitivity.PERSONAL : Sensitivity.ORDINARY;
    }
}
