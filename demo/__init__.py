"""Demo content: invented people, places and work, loaded through the same services as the real thing."""
