"""The front-end packages of the page, fetched at build time."""
