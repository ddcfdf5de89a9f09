-- What was found in a report stands in its row, and the tables that were are views: rows of a page or less leave a quarter
-- of it empty. What has no digest is none of a view's rows.
ALTER TABLE reports ADD COLUMN who BLOB NOT NULL DEFAULT x''; -- persons
ALTER TABLE reports ADD COLUMN told_version INTEGER;
ALTER TABLE reports ADD COLUMN told BLOB;
ALTER TABLE reports ADD COLUMN told_digest BLOB;
ALTER TABLE reports ADD COLUMN claims BLOB;
ALTER TABLE reports ADD COLUMN claims_digest BLOB;
ALTER TABLE reports ADD COLUMN figures BLOB;
ALTER TABLE reports ADD COLUMN figures_digest BLOB;
ALTER TABLE reports ADD COLUMN movements BLOB;
ALTER TABLE reports ADD COLUMN movements_digest BLOB;
UPDATE reports SET told_version = t.version, told = t.packed, told_digest = t.digest FROM told AS t WHERE t.n = reports.n;
UPDATE reports SET claims = t.packed, claims_digest = t.digest FROM claim_rows AS t WHERE t.n = reports.n;
UPDATE reports SET figures = t.packed, figures_digest = t.digest FROM figure_rows AS t WHERE t.n = reports.n;
UPDATE reports SET movements = t.packed, movements_digest = t.digest FROM movement_rows AS t WHERE t.n = reports.n;
DROP TABLE told;
DROP TABLE claim_rows;
DROP TABLE figure_rows;
DROP TABLE movement_rows;
DROP TABLE vectors; -- which nothing ever filled
CREATE VIEW told AS SELECT n, told_version AS version, told AS packed, told_digest AS digest FROM reports WHERE told_digest IS NOT NULL;
CREATE VIEW claim_rows AS SELECT n, claims AS packed, claims_digest AS digest FROM reports WHERE claims_digest IS NOT NULL;
CREATE VIEW figure_rows AS SELECT n, figures AS packed, figures_digest AS digest FROM reports WHERE figures_digest IS NOT NULL;
CREATE VIEW movement_rows AS SELECT n, movements AS packed, movements_digest AS digest FROM reports WHERE movements_digest IS NOT NULL;
CREATE TRIGGER told_put INSTEAD OF INSERT ON told BEGIN UPDATE reports SET told_version = new.version, told = new.packed, told_digest = new.digest WHERE n = new.n; END;
CREATE TRIGGER claims_put INSTEAD OF INSERT ON claim_rows BEGIN UPDATE reports SET claims = new.packed, claims_digest = new.digest WHERE n = new.n; END;
CREATE TRIGGER figures_put INSTEAD OF INSERT ON figure_rows BEGIN UPDATE reports SET figures = new.packed, figures_digest = new.digest WHERE n = new.n; END;
CREATE TRIGGER movements_put INSTEAD OF INSERT ON movement_rows BEGIN UPDATE reports SET movements = new.packed, movements_digest = new.digest WHERE n = new.n; END;
CREATE TRIGGER told_drop INSTEAD OF DELETE ON told BEGIN UPDATE reports SET told_version = NULL, told = NULL, told_digest = NULL WHERE n = old.n; END;
CREATE TRIGGER claims_drop INSTEAD OF DELETE ON claim_rows BEGIN UPDATE reports SET claims = NULL, claims_digest = NULL WHERE n = old.n; END;
CREATE TRIGGER figures_drop INSTEAD OF DELETE ON figure_rows BEGIN UPDATE reports SET figures = NULL, figures_digest = NULL WHERE n = old.n; END;
CREATE TRIGGER movements_drop INSTEAD OF DELETE ON movement_rows BEGIN UPDATE reports SET movements = NULL, movements_digest = NULL WHERE n = old.n; END;
