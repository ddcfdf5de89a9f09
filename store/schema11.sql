-- The header with which a server sent bytes, and how it is known that it is as it was written.
ALTER TABLE raw ADD COLUMN sent TEXT;
ALTER TABLE raw ADD COLUMN sent_digest BLOB;
