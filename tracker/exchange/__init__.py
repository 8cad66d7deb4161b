"""Files that come in and go out, one module a format; none of it knows the store or the screen."""
