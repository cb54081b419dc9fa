"""Reads what people write: letters, words and names, dates, addresses, identifiers, lists and Markdown.

The lowest room. Nothing in it knows a page, a table or a setting, but for what a column has to keep.
"""
