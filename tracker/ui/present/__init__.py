"""The gate to the screen: the only place where people's text becomes styled ``Content``. No markup is ever parsed."""
