-- A file whose time is over: its bytes are gone, while the message that brought it keeps its name.
ALTER TABLE attachments ADD COLUMN erased_at {INT};
UPDATE attachments SET erased_at = (SELECT b.erased_at FROM blobs b WHERE b.id = attachments.blob_id)
WHERE blob_id IN (SELECT b.id FROM blobs b WHERE b.erased_at IS NOT NULL);
