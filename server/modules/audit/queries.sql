-- The newest first. A block for each leading index, as an OR over a parameter would use none of them.
-- Beginnings are compared by substr: LIKE and < follow other rules on each database.

-- name: list_entries
SELECT id, at, actor_kind, actor_id, actor_name, action, path, remote_address, request_id
FROM audit
WHERE id < $1 AND at >= $2 AND at < $3 AND (action = $4 OR $4 = '')
  AND substr(path, 1, length($5)) = $5
ORDER BY id DESC LIMIT $6

-- name: list_entries_of_actor
SELECT id, at, actor_kind, actor_id, actor_name, action, path, remote_address, request_id
FROM audit
WHERE id < $1 AND at >= $2 AND at < $3 AND (action = $4 OR $4 = '')
  AND substr(path, 1, length($5)) = $5 AND actor_id = $7
ORDER BY id DESC LIMIT $6

-- name: list_entries_of_path
SELECT id, at, actor_kind, actor_id, actor_name, action, path, remote_address, request_id
FROM audit
WHERE id < $1 AND at >= $2 AND at < $3 AND (action = $4 OR $4 = '')
  AND path = $5 AND (CAST($7 AS BIGINT) = 0 OR actor_id = $7)
ORDER BY id DESC LIMIT $6
