-- What is known of the bytes of an input and is not in them: where in a file they stand, when and from where they were
-- fetched, which keys of a record hold what. n is that of the input; there is no row where nothing is known.
CREATE TABLE provenance (n INTEGER PRIMARY KEY, known TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
