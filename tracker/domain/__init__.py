"""The meeting as pure data and rules: no screen, no files, no database, no clock."""
