"""The verbs of the vocabulary. All take `by` (who; None for an operator's command) and are atomic."""
