-- loses: nothing; the sketches are made again from the vectors, and the program before makes its graphs again
drop table sketches;
drop function sketch_of(vector, vector);
drop view centred;
drop table centres;
