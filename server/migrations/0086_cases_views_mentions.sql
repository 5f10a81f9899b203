-- A view may be shared with one team; what one has not read yet is found by itself.
ALTER TABLE views ADD COLUMN team_id {INT};
CREATE INDEX views_of_team ON views (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX views_shared ON views (name, id) WHERE shared = 1;
CREATE INDEX mentions_unread ON mentions (staff_id, interaction_id) WHERE seen_at IS NULL;
