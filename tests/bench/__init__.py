"""Measurements that are run by hand; their budgets are tests."""
