"""The gazetteer: places of the world by name, in one read-only SQLite file."""
