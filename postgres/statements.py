"""Which statements a page that only reads may send to the database: a list of what is allowed, not of what is not."""

import re
from functools import lru_cache
from itertools import pairwise

TOKEN = re.compile(
    r"""\s+
    | (?P<text>[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*')  # a backslash escapes in E'..' only
    | "(?P<name>(?:[^"]|"")+)"
    | (?P<word>[A-Za-z_]\w*)
    | %\(\w+\)s | %s | %%  # what is given beside the statement
    | \d+(?:\.\d+)?
    | (?!--|/\*)[-+*/<>=~!@\#%^&|?:.,()\[\]]  # no comments, no semicolons, no dollars, no backslashes
    """,
    re.VERBOSE | re.ASCII,
)
OPENINGS = {
    ("SELECT",),
    ("WITH",),
    ("SHOW",),
    ("SAVEPOINT",),
    ("RELEASE", "SAVEPOINT"),
    ("ROLLBACK", "TO"),
    ("DECLARE",),
    ("FETCH",),
    ("CLOSE",),
}
# They change how statements of this transaction are answered, not what.
BY_INDEX, AS_USUAL = "SET LOCAL enable_seqscan = off", "SET LOCAL enable_seqscan TO DEFAULT"
READY = re.compile(r"EXECUTE ready_[0-9a-f]{16} \(%s\)")  # see `postgres.ready`, which asks `only_reads` before
# The log-in and the cache keep books of their own, whatever is read.
OWN_BOOKS = {"django_session", "cache"}
BOOK_KEEPING = {("INSERT", "INTO"), ("UPDATE",), ("DELETE", "FROM")}
# What can still write or lock inside a statement that opens well: WITH x AS (DELETE ...), INTO, FOR UPDATE, FOR SHARE.
NOT_INSIDE = {"INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "SHARE"}


def _set(words):
    return set(words.split())


# Words that stand before a bracket and call nothing.
SYNTAX = _set("""
    ALL AND ANY ARRAY AS BETWEEN BY CASE CAST CHAR DISTINCT ELSE EXCEPT EXISTS EXTRACT FILTER FROM GROUP HAVING IN
    INTERSECT IS JOIN LATERAL LIKE ILIKE LIMIT MATERIALIZED NOT NUMERIC OFFSET ON OR OVER PARTITION ROW SELECT SIMILAR
    SOME THEN UNION USING VALUE VALUES VARCHAR WHEN WHERE WITH
""")
# Functions that pages may call. None can change anything: a test asks the database itself.
FUNCTIONS = _set("""
    ABS ARRAY_AGG ARRAY_CAT ARRAY_LENGTH ARRAY_POSITION ARRAY_TO_STRING AVG BOOL_AND BOOL_OR CEIL COALESCE CONCAT
    CONCAT_WS COUNT DATE_PART DATE_TRUNC FLOOR GENERATE_SERIES GREATEST JSONB_AGG JSONB_BUILD_OBJECT JSON_OBJECT
    LEAST LEFT LENGTH LOWER LTRIM MAX MIN NORMALIZE NULLIF OBJ_DESCRIPTION PG_CURRENT_SNAPSHOT PG_SNAPSHOT_XMAX
    PG_SNAPSHOT_XMIN PG_TABLE_IS_VISIBLE PHRASETO_TSQUERY PLAINTO_TSQUERY POSITION RANK REPLACE RIGHT ROUND ROW_NUMBER
    RTRIM SETWEIGHT STRING_AGG STRPOS SUBSTRING SUM TO_CHAR TO_TSQUERY TO_TSVECTOR TRANSLATE TRIM TSVECTOR_TO_ARRAY
    TS_FILTER TS_HEADLINE TS_RANK TS_RANK_CD UNACCENT UNNEST UPPER WEBSEARCH_TO_TSQUERY
""")


@lru_cache(1000)
def only_reads(sql):
    """True where a statement changes and locks nothing but the books above."""
    if sql in {BY_INDEX, AS_USUAL} or READY.fullmatch(sql):
        return True
    tokens = _tokens(sql)
    if tokens is None:
        return False
    if not any(_opening(tokens)[:size] in OPENINGS for size in (1, 2)):
        book = _book(tokens)
        if not book:
            return False
        tokens = tokens[book + 1 :]
    inside = {word for word, is_name in tokens if not is_name}
    return not inside & NOT_INSIDE and all(_calls_nothing(*pair) for pair in pairwise(tokens))


def _tokens(sql):
    """[(word in capitals, or a quoted name or sign as it is; is it a quoted name)]; None for what has no place here."""
    found, at = [], 0
    while at < len(sql):
        match = TOKEN.match(sql, at)
        if not match:
            return None
        at = match.end()
        if match["word"]:
            found.append((match["word"].upper(), False))
        elif match["name"]:
            found.append((match["name"], True))
        elif not match[0].isspace():
            found.append(("''" if match["text"] else match[0], False))
    return found


def _opening(tokens):
    return tuple("" if is_name else word for word, is_name in tokens if word != "(")[:2]


def _book(tokens):
    """Where the name stands of the book of ours that this writes into; 0 where it does not."""
    for opening in BOOK_KEEPING:
        at = len(opening)
        if tokens[:at] == [(word, False) for word in opening] and tokens[at:][:1] in [[(b, True)] for b in OWN_BOOKS]:
            return at
    return 0


def _calls_nothing(token, following):
    word, is_name = token
    if following != ("(", False) or not (is_name or re.match(r"\w", word)):
        return True
    return not is_name and (word in SYNTAX or word in FUNCTIONS)
