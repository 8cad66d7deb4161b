"""Keys by name, by place and as they were typed."""
