"""A third kind, that no room knows: a recipe, which the editors decide on. tests/conftest.py registers it."""
