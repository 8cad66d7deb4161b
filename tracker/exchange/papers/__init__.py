"""The papers that people read, as plain blocks: what they say, whatever format they are written in."""
