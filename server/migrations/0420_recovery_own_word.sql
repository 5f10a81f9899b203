-- Who may approve and gives above what her role gives by itself asks another who may, unless the role is told not to:
-- where one person alone approves, nobody else could be asked.
ALTER TABLE remedy_limits ADD COLUMN gives_unasked {INT} NOT NULL DEFAULT 0 CHECK (gives_unasked IN (0, 1));
