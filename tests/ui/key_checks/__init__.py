"""What every command of the registry is checked for, one module a matter; importing a module registers its checks."""
