"""The command line: one file for each family of verbs. A verb loads what it needs when it runs, and never Textual."""
