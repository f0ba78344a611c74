package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Lexicon;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.jspecify.annotations.Nullable;

/** Makes index documents of transcript entries. Texts are searched but not stored: words come from the transcript alone. */
final class Documents {
    private static final int INDEXED_CHARS_MAX = 20_000;
    private static final int EMBEDDED_CHARS_MAX = 1_500;
    private final Lexicon lexicon;
    private final Agreement agreement;

    Documents(Lexicon lexicon, Agreement agreement) {
        this.lexicon = lexicon;
        this.agreement = agreement;
    }

    /** What is embedded. */
    static String passage(TranscriptEntry entry) {
        return entry.speaker() + ": " + cut(entry.text(), EMBEDDED_CHARS_MAX);
    }

    Document of(TranscriptEntry entry, @Nullable TranscriptEntry before, String embedder, Optional<float[]> vector) {
        var document = new Document();
        document.add(new StringField(Fields.ID, entry.ref().value().toString(), Store.YES));
        document.add(new StringField(Fields.PLACE, entry.conversation().value().toString(), Store.YES));
        document.add(new StoredField(Fields.SEQ, Long.toString(entry.seq())));
        document.add(new StringField(Fields.AUDIENCE, entry.audienceKey(), Store.NO));
        entry.author()
                .ifPresent(author -> document.add(
                        new StringField(Fields.AUTHOR, author.value().toString(), Store.NO)));
        document.add(
                new NumericDocValuesField(Fields.ID_HIGH, entry.ref().value().getMostSignificantBits()));
        document.add(
                new NumericDocValuesField(Fields.ID_LOW, entry.ref().value().getLeastSignificantBits()));
        String text = cut(entry.text(), INDEXED_CHARS_MAX);
        if (agreement.tellsNothing(entry.text())) {
            document.add(new TextField(Fields.ASKED, text, Store.NO));
            document.add(new StringField(Fields.EMBEDDED, embedder, Store.NO));
            return document;
        }
        document.add(new TextField(Fields.TEXT, entry.speaker() + ": " + text, Store.NO));
        if (before != null && before.audienceKey().equals(entry.audienceKey()) && !before.erased()) {
            document.add(new TextField(Fields.BEFORE, cut(before.text(), EMBEDDED_CHARS_MAX), Store.NO));
        }
        for (String concept : lexicon.read(cut(text, EMBEDDED_CHARS_MAX)).concepts()) {
            document.add(new StringField(Fields.CONCEPT, concept, Store.NO));
        }
        vector.ifPresent(floats -> {
            document.add(new StringField(Fields.EMBEDDED, embedder, Store.NO));
            document.add(
                    new KnnFloatVectorField(Fields.vector(embedder), floats, VectorSimilarityFunction.DOT_PRODUCT));
        });
        return document;
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
