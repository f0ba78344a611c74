-- loses: nothing; the sketches are made again from the vectors, and the program before makes its graphs again
drop table sketches;
drop function sketch_of(vector, smallint);
drop function centre_of(smallint);
drop table centres;
