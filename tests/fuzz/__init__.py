"""Any bytes at all, to everything that reads what others wrote."""
