"""The store's promises, each shown by breaking something."""
