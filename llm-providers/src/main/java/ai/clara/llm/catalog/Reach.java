package ai.clara.llm.catalog;

import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.util.List;

/** What came of knocking at a service. */
sealed interface Reach {
    /** As it follows the name of the service. */
    String line();

    /** It answers and offers the model. */
    record Offers(String model) implements Reach {
        @Override
        public String line() {
            return "reachable, offers " + model;
        }
    }

    /** It answers, but whether it has the model can only be found by using it. */
    record Unclear(String line) implements Reach {}

    /** It is not there, or does not want the key. */
    record Fails(String line) implements Reach {}

    static Reach of(List<String> offered, String model) {
        return offered.stream().anyMatch(name -> same(name, model))
                ? new Offers(model)
                : new Unclear("reachable, but " + model + " is not among the " + offered.size() + " models it lists");
    }

    static Reach of(ModelException problem) {
        Kind kind = problem.kind();
        if (kind == Kind.REFUSED) {
            return new Fails("refused the key");
        }
        return kind == Kind.UNREACHABLE || kind == Kind.TIMEOUT || kind == Kind.CANCELLED
                ? new Fails("not reachable")
                : new Unclear("answers, but does not list its models");
    }

    /** Services complete a name by a tag or a date, and people choose a variant by a colon. */
    private static boolean same(String offered, String model) {
        return offered.equals(model)
                || offered.equals(model + ":latest")
                || offered.matches("\\Q" + model.replace("\\E", "") + "\\E-\\d{8}")
                || model.startsWith(offered + ":");
    }
}
