-- loses: nothing; the signs are made again from the vectors, and the program before makes its graphs again
drop table signs;
