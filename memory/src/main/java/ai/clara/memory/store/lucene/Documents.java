package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Marks;
import ai.clara.memory.store.Passage;
import ai.clara.memory.store.SpeakerName;
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

/** Makes index documents of passages. Texts are searched but not stored: words come from the transcript alone. */
final class Documents {
    private static final FieldType COUNTED = new FieldType();

    static {
        COUNTED.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        COUNTED.setTokenized(true);
        COUNTED.freeze();
    }

    private Documents() {}

    static Document of(Passage passage) {
        var document = new Document();
        Marks marks = passage.marks();
        document.add(new StringField(Fields.ID, marks.message().value().toString(), Store.NO));
        document.add(
                new StoredField(Fields.PLACE, passage.conversation().value().toString()));
        document.add(new StoredField(Fields.SEQ, Long.toString(marks.seq())));
        document.add(new StringField(Fields.AUDIENCE, passage.audienceKey(), Store.NO));
        if (!passage.project().isDefault()) {
            document.add(new StringField(Fields.PROJECT, Fields.ANY_PROJECT, Store.NO));
            document.add(new StringField(Fields.PROJECT, passage.project().name(), Store.NO));
        }
        document.add(new StringField(Fields.AUTHOR, marks.author().value().toString(), Store.NO));
        var name = new SpeakerName(marks.author(), passage.speaker());
        document.add(new SortedDocValuesField(Fields.SPEAKER, new BytesRef(name.value())));
        document.add(new BinaryDocValuesField(Fields.MARKS, new BytesRef(marks.bytes())));
        document.add(new Field(Fields.TEXT, passage.text(), COUNTED));
        document.add(new Field(Fields.WINDOW, passage.text(), COUNTED));
        document.add(new Field(Fields.WINDOW, passage.text(), COUNTED));
        if (!passage.before().isEmpty()) {
            document.add(new Field(Fields.WINDOW, passage.before(), COUNTED));
        }
        passage.vectors().forEach((embedder, vector) -> {
            vector.ifPresent(values -> document.add(
                    new KnnFloatVectorField(Fields.vector(embedder), values, VectorSimilarityFunction.DOT_PRODUCT)));
            document.add(new StringField(Fields.EMBEDDED, embedder, Store.NO));
        });
        return document;
    }
}
