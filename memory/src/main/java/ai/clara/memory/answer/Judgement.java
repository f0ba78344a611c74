package ai.clara.memory.answer;

/**
 * Whether a statement answers a question.
 *
 * @param score 0 when it does not, else higher for better agreement
 * @param quote the sentence that agrees, empty when none does
 */
public record Judgement(double score, String quote) {
    /** It does not. */
    public static final Judgement NONE = new Judgement(0, "");
}
