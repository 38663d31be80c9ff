// Furnished in this room's own files.
