"""Words for days, rows and changes, and the reading of typed days and hours."""
