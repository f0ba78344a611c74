package ai.clara.memory.store.lucene;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Marks;
import ai.clara.spi.id.MessageRef;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/** Reads what the index holds of messages. */
final class Held {
    private Held() {}

    static Contents of(IndexSearcher searcher, Collection<MessageRef> messages, String embedder) throws IOException {
        Contents contents = Contents.NONE;
        var ids = messages.stream()
                .map(message -> new BytesRef(message.value().toString()))
                .toList();
        ScoreDoc[] hits = searcher.search(
                        new TermInSetQuery(Fields.ID, ids), Math.max(1, messages.size()), Sort.INDEXORDER)
                .scoreDocs;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            int[] documents = Arrays.stream(hits)
                    .mapToInt(hit -> hit.doc)
                    .filter(document -> document >= leaf.docBase && document < end)
                    .map(document -> document - leaf.docBase)
                    .toArray();
            if (documents.length > 0) {
                contents = contents.plus(leaf(leaf, documents, embedder));
            }
        }
        return contents;
    }

    private static Contents leaf(LeafReaderContext leaf, int[] documents, String embedder) throws IOException {
        Contents contents = Contents.NONE;
        BinaryDocValues marks = DocValues.getBinary(leaf.reader(), Fields.MARKS);
        FloatVectorValues values = leaf.reader().getFloatVectorValues(Fields.vector(embedder));
        KnnVectorValues.DocIndexIterator at = values == null ? null : values.iterator();
        for (int document : documents) {
            if (marks.advanceExact(document)) {
                BytesRef bytes = marks.binaryValue();
                Marks read = Marks.parse(bytes.bytes, bytes.offset, bytes.length);
                contents = contents.plus(
                        values != null && at != null && Realm.reaches(at, document)
                                ? Contents.of(read, values.vectorValue(at.index()))
                                : Contents.of(read));
            }
        }
        return contents;
    }
}
