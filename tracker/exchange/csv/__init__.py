"""Tables for spreadsheets (RFC 4180): reader and writer."""
