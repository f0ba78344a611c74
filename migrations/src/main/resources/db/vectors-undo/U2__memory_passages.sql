-- loses: nothing; what memory searches is made again from the transcript
drop function graph_vectors(smallint);
drop table vectors;
drop table passages;
drop table embedded;
drop table embedders;
drop table standing;
drop table cursors;
drop table filed;
