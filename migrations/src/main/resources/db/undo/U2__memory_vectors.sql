-- loses: the embeddings of messages, which have to be made again
drop table message_vectors;
