"""Pages where managers and editors look after institutions, people and the portal's texts, and where people join."""
