package ai.clara.memory.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** How text becomes index terms, and how much a term of a query weighs. */
public final class Words extends Analyzer {
    private static final float COMMON = 0.08f;
    private static final Set<String> COMMON_WORDS =
            Set.copyOf(List.of(("a an the and or but if so of to in on at by for with from as is am"
                            + " are was were be been being do does did done have has had i you he she it we they me him her us them my your"
                            + " his its our their mine this that these those there here what who whom which when where why how not no yes"
                            + " can could will would shall should may might must just very too also than then now about into over out up"
                            + " down off again get got go went know tell told rememb remind pleas thing some ani all more most other"
                            + " s t m re ve ll d")
                    .split(" ")));

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        var source = new StandardTokenizer();
        TokenStream terms = new EnglishPossessiveFilter(source);
        terms = new LowerCaseFilter(terms);
        terms = new ASCIIFoldingFilter(terms);
        return new TokenStreamComponents(source, new PorterStemFilter(terms));
    }

    /** Those terms that say something, or all when none does. */
    public static Map<String, Float> telling(Map<String, Float> weights) {
        var telling = new LinkedHashMap<>(weights);
        telling.values().removeIf(weight -> weight <= COMMON);
        return telling.isEmpty() ? weights : telling;
    }

    /** The terms of a query with their weights. */
    public Map<String, Float> weighted(String text) {
        var weights = new LinkedHashMap<String, Float>();
        try (TokenStream terms = tokenStream("text", text)) {
            var term = terms.addAttribute(CharTermAttribute.class);
            terms.reset();
            while (terms.incrementToken()) {
                String word = term.toString();
                weights.merge(word, COMMON_WORDS.contains(word) ? COMMON : 1f, Float::max);
            }
            terms.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return weights;
    }
}
