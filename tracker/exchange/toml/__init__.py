"""The programme file: reader, writer and checks."""
