"""What belongs to one person and not to a meeting: paths, settings, identity, drafts, reports of faults."""
