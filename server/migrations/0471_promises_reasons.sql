-- Reasons of the program's own are kept as keys of messages, and told in the reader's language.
UPDATE promises SET reason = CASE reason
  WHEN 'she wrote first' THEN 'cases.reason_wrote_first'
  WHEN 'solved' THEN 'cases.reason_solved'
  WHEN 'answered anew' THEN 'cases.reason_answered'
  WHEN 'she says it is not solved' THEN 'cases.reason_not_solved'
  WHEN 'she is not content' THEN 'cases.reason_not_content'
  WHEN 'merged with an open case' THEN 'cases.reason_joined_open'
  WHEN 'merged' THEN 'cases.reason_joined'
  WHEN 'silence' THEN 'cases.reason_silence'
  WHEN 'asked by the program' THEN 'cases.reason_asked'
  WHEN 'the message did not reach her' THEN 'cases.reason_not_reached'
  WHEN 'she says it is solved' THEN 'cases.reason_said_solved'
  WHEN 'merged: the same clock runs on' THEN 'clocks.reason_runs_on'
  WHEN 'another law governs the case' THEN 'clocks.reason_other_law'
  WHEN 'the law does not ask for it' THEN 'clocks.reason_not_asked'
  WHEN 'the law’s clock stands still' THEN 'clocks.reason_stands_still'
  ELSE reason END
WHERE reason IN (
  'she wrote first',
  'answered anew',
  'she says it is not solved',
  'she is not content',
  'merged with an open case',
  'silence',
  'asked by the program',
  'the message did not reach her',
  'she says it is solved',
  'merged: the same clock runs on',
  'another law governs the case',
  'the law does not ask for it',
  'the law’s clock stands still'
) OR (reason IN ('solved', 'merged') AND state = 'withdrawn' AND source <> 'word');
