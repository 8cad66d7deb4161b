"""The programme file: reader and writer."""
