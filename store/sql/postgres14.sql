-- Who is named stands in who as what is packed begins where it is not: a byte for what is not compressed, one for JSON as it is. What is found in a report keeps its tables.
ALTER TABLE reports ADD COLUMN who bytea NOT NULL DEFAULT '';
UPDATE reports SET who = '\x0001'::bytea || convert_to(persons, 'UTF8');
ALTER TABLE reports DROP COLUMN persons;
ALTER TABLE reports ALTER COLUMN who SET STORAGE EXTERNAL;
