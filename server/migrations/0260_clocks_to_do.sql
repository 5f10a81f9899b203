-- What the law wants done and nobody did yet, over all cases, oldest first.
CREATE INDEX legal_consequences_to_do ON legal_consequences (at, id)
  WHERE state = 'told' AND effect IN ('issue', 'call');
