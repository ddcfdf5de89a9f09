-- What each report tells, as far as it is put together with others: found once, when it is read (package estimate).
CREATE TABLE told (
	n INTEGER PRIMARY KEY,
	version INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	digest BLOB NOT NULL
);
