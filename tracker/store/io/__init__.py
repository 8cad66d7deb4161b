"""The folder, the lock and the calls of the operating system."""
