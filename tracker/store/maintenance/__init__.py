"""What keeps a meeting folder safe over the years: examination, repair, backup, seal."""
