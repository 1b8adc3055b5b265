"""Changes of the tables, oldest first; applied whenever a ledger is opened."""
