"""Calendars (RFC 5545): reader and writer."""
