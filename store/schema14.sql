-- What was found in a report stands in one row, in the columns of which the tables that were are views: rows of a page or
-- less leave a quarter of it empty. A cell that has no digest is none of the view's.
CREATE TABLE found (n INTEGER PRIMARY KEY, version INTEGER, told BLOB, told_digest BLOB, claims BLOB, claims_digest BLOB, figures BLOB, figures_digest BLOB, movements BLOB, movements_digest BLOB) STRICT;
INSERT INTO found SELECT n, t.version, t.packed, t.digest, c.packed, c.digest, f.packed, f.digest, m.packed, m.digest
	FROM (SELECT n FROM told UNION SELECT n FROM claim_rows UNION SELECT n FROM figure_rows UNION SELECT n FROM movement_rows)
	LEFT JOIN told AS t USING (n) LEFT JOIN claim_rows AS c USING (n) LEFT JOIN figure_rows AS f USING (n) LEFT JOIN movement_rows AS m USING (n);
DROP TABLE told;
DROP TABLE claim_rows;
DROP TABLE figure_rows;
DROP TABLE movement_rows;
CREATE VIEW told AS SELECT n, version, told AS packed, told_digest AS digest FROM found WHERE told_digest IS NOT NULL;
CREATE VIEW claim_rows AS SELECT n, claims AS packed, claims_digest AS digest FROM found WHERE claims_digest IS NOT NULL;
CREATE VIEW figure_rows AS SELECT n, figures AS packed, figures_digest AS digest FROM found WHERE figures_digest IS NOT NULL;
CREATE VIEW movement_rows AS SELECT n, movements AS packed, movements_digest AS digest FROM found WHERE movements_digest IS NOT NULL;
CREATE TRIGGER told_put INSTEAD OF INSERT ON told BEGIN
	INSERT INTO found (n, version, told, told_digest) VALUES (new.n, new.version, new.packed, new.digest)
		ON CONFLICT(n) DO UPDATE SET version = excluded.version, told = excluded.told, told_digest = excluded.told_digest;
END;
CREATE TRIGGER claims_put INSTEAD OF INSERT ON claim_rows BEGIN
	INSERT INTO found (n, claims, claims_digest) VALUES (new.n, new.packed, new.digest)
		ON CONFLICT(n) DO UPDATE SET claims = excluded.claims, claims_digest = excluded.claims_digest;
END;
CREATE TRIGGER figures_put INSTEAD OF INSERT ON figure_rows BEGIN
	INSERT INTO found (n, figures, figures_digest) VALUES (new.n, new.packed, new.digest)
		ON CONFLICT(n) DO UPDATE SET figures = excluded.figures, figures_digest = excluded.figures_digest;
END;
CREATE TRIGGER movements_put INSTEAD OF INSERT ON movement_rows BEGIN
	INSERT INTO found (n, movements, movements_digest) VALUES (new.n, new.packed, new.digest)
		ON CONFLICT(n) DO UPDATE SET movements = excluded.movements, movements_digest = excluded.movements_digest;
END;
CREATE TRIGGER claims_drop INSTEAD OF DELETE ON claim_rows BEGIN UPDATE found SET claims = NULL, claims_digest = NULL WHERE n = old.n; END;
CREATE TRIGGER figures_drop INSTEAD OF DELETE ON figure_rows BEGIN UPDATE found SET figures = NULL, figures_digest = NULL WHERE n = old.n; END;
CREATE TRIGGER movements_drop INSTEAD OF DELETE ON movement_rows BEGIN UPDATE found SET movements = NULL, movements_digest = NULL WHERE n = old.n; END;
CREATE TRIGGER told_drop INSTEAD OF DELETE ON told BEGIN
	UPDATE found SET version = NULL, told = NULL, told_digest = NULL WHERE n = old.n;
	DELETE FROM found WHERE n = old.n AND coalesce(claims_digest, figures_digest, movements_digest) IS NULL;
END;
ALTER TABLE reports ADD COLUMN who BLOB NOT NULL DEFAULT x''; -- persons
DROP TABLE vectors; -- which nothing ever filled
