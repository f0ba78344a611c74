package ai.clara.memory.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** How text becomes terms; the same in every store. */
@Singleton
public final class Words extends Analyzer {
    /** Stems that make a sentence a question and say nothing of what it is about. Whoever asks Clara often calls her by her name. */
    private static final Set<String> ASKING =
            Set.copyOf(List.of(("when where what who whom which why how did do doe is ar wa were"
                            + " ha have had would could can will it in on of the mani much kind type sort clara")
                    .split(" ")));

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        var source = new StandardTokenizer();
        TokenStream terms = new EnglishPossessiveFilter(source);
        terms = new LowerCaseFilter(terms);
        terms = new StopFilter(terms, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
        terms = new ASCIIFoldingFilter(terms);
        return new TokenStreamComponents(source, new PorterStemFilter(terms));
    }

    /** The terms of a question that say what it is about. */
    public Set<String> telling(String question) {
        var terms = new LinkedHashSet<>(counts(question).keySet());
        terms.removeAll(ASKING);
        return terms;
    }

    /** The terms of a text, and how often each is in it. */
    public Map<String, Integer> counts(String text) {
        var found = new LinkedHashMap<String, Integer>();
        try (TokenStream terms = tokenStream("", text)) {
            var term = terms.addAttribute(CharTermAttribute.class);
            terms.reset();
            while (terms.incrementToken()) {
                found.merge(term.toString(), 1, Integer::sum);
            }
            terms.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
