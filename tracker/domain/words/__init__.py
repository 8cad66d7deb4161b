"""How days, rows and changes are called in sentences, and how typed days and hours are read."""
