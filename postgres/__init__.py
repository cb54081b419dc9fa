"""How PostgreSQL is asked: statements by hand and made once, locks, lookups, and which of two servers reads; and the
private one of demo, development and tests."""
