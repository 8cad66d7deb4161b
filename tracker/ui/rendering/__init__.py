"""From rows to styled ``Content``: the only place where people's text meets style."""
