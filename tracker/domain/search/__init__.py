"""Search of rows: the filter language, matching, ids and numbers."""
