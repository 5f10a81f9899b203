-- Who looks at a case or writes on it at this moment. A row lives for a minute unless it is renewed.
CREATE TABLE case_attendance (
  case_id {INT} NOT NULL REFERENCES cases (id),
  staff_id {INT} NOT NULL REFERENCES staff (id),
  doing {TEXT} NOT NULL CHECK (doing IN ('viewing', 'writing')),
  since {INT} NOT NULL,
  until_at {INT} NOT NULL,
  PRIMARY KEY (case_id, staff_id)
);
CREATE INDEX case_attendance_by_staff ON case_attendance (staff_id);
