"""The scribe's text of W3C meetings: reader."""
