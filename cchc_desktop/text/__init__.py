"""Vietnamese text: normal forms, folding, marks, numbers, dates. Knows nothing of reports."""
