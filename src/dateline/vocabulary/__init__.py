"""Vocabulary: the words that tell of a concept, one table each, and how they are looked up."""
