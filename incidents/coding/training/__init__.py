"""How the coder is taught. Needs JAX, which reading does not."""
