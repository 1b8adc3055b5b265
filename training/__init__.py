"""Scripts that train the models that Dateline ships; not part of the package."""
