"""The bytes of a meeting folder: journal, state file, their checksums and schemas."""
