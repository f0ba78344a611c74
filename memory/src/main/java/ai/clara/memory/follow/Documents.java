package ai.clara.memory.follow;

import ai.clara.memory.answer.Agreement;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.Optional;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Makes index documents of transcript entries. Texts are searched but not stored: words come from the transcript alone. */
final class Documents {
    private static final int INDEXED_CHARS_MAX = 20_000;
    private static final int EMBEDDED_CHARS_MAX = 1_500;
    /** Longer names cannot be told apart by a question anyway. */
    private static final int NAME_CHARS_MAX = 100;

    private static final FieldType COUNTED = new FieldType();

    static {
        COUNTED.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        COUNTED.setTokenized(true);
        COUNTED.freeze();
    }

    private final Agreement agreement;

    Documents(Agreement agreement) {
        this.agreement = agreement;
    }

    /** What is embedded. */
    static String passage(TranscriptEntry entry) {
        return entry.speaker() + ": " + cut(entry.text(), EMBEDDED_CHARS_MAX);
    }

    /**
     * @param talk what was said before it
     * @param vectors of it, by every embedder whose vectors the index is to hold
     */
    Document of(TranscriptEntry entry, LastWords talk, VectorSet vectors) {
        var document = new Document();
        document.add(new StringField(Fields.ID, entry.ref().value().toString(), Store.NO));
        document.add(new StoredField(Fields.PLACE, entry.conversation().value().toString()));
        document.add(new StoredField(Fields.SEQ, Long.toString(entry.seq())));
        document.add(new StringField(Fields.AUDIENCE, entry.audienceKey(), Store.NO));
        if (!entry.project().isDefault()) {
            document.add(new StringField(Fields.PROJECT, Fields.ANY_PROJECT, Store.NO));
            document.add(new StringField(Fields.PROJECT, entry.project().name(), Store.NO));
        }
        entry.author().ifPresent(author -> {
            document.add(new StringField(Fields.AUTHOR, author.value().toString(), Store.NO));
            var name = new SpeakerName(author, cut(entry.speaker(), NAME_CHARS_MAX));
            document.add(new SortedDocValuesField(Fields.SPEAKER, new BytesRef(name.value())));
        });
        document.add(new BinaryDocValuesField(
                Fields.MARKS, Marks.of(entry, talk.people(entry)).bytes()));
        String text = cut(entry.text(), INDEXED_CHARS_MAX);
        document.add(new Field(Fields.TEXT, text, COUNTED));
        document.add(new Field(Fields.WINDOW, text, COUNTED));
        document.add(new Field(Fields.WINDOW, text, COUNTED));
        String before = talk.before(entry);
        if (!before.isEmpty()) {
            document.add(new Field(Fields.WINDOW, before, COUNTED));
        }
        vectors.embedders()
                .forEach(embedder -> addVector(document, entry, embedder, vectors.of(embedder, entry.ref())));
        return document;
    }

    private void addVector(Document document, TranscriptEntry entry, String embedder, Optional<float[]> vector) {
        if (vector.isPresent()) {
            document.add(new KnnFloatVectorField(
                    Fields.vector(embedder), vector.get(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        if (vector.isPresent() || agreement.tellsNothing(entry.text())) {
            document.add(new StringField(Fields.EMBEDDED, embedder, Store.NO));
        }
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
