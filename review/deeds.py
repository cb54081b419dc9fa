"""The closed list of deeds that change public pages.

Each leaves its event in the transaction that does it, and turns the edition, on which what is cached of public pages
hangs. What is not in here must not change what visitors see: a test watches the tables behind public pages.
"""

from review import kinds

OF_LIVE_PAGES = {  # of every kind
    "publish": "an approved submission goes live",
    "withdraw": "its owner takes it off",
    "take down": "a manager of its institution or an editor takes it off, with a reason",
}
OF_THE_PORTAL = {
    ("account", "close"): "their profile goes; what is live of their showcases stays",
    ("account", "rename"): "a name changes wherever it stands for this person",
    ("membership", "begin"): "somebody works there (again)",
    ("membership", "end"): "a profile says until when somebody worked there",
    ("institution", "add"): "a new institution can be found",
    ("institution", "change"): "its facts, logo, domains or place below a parent",
    ("portal", "change"): "a text of the portal, by editors",
    ("portal", "reset"): "back to the default text",
    ("scheme", "publish"): "a version of the vocabulary",
    ("scheme", "load"): "a framework, or what is said of the vocabulary as a whole, comes from a file",
}


def changes_public_pages(kind, verb):
    """Whether a deed, as the event log calls it, is one of them."""
    return (kind, verb) in OF_THE_PORTAL or (verb in OF_LIVE_PAGES and kinds.find(kind) is not None)
