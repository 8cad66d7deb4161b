"""Papers as HTML, Markdown and plain text."""
