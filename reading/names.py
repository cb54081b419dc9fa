"""Where names stand in a list: people by their surname, as English-language libraries file them, bodies and titles
without the article. Why so, is among docs/decisions.
"""

import re

from reading.text import fold


def _set(words):
    return set(words.split())


POST_NOMINALS = _set(  # however they are written
    """jr jnr sr snr esq phd dphil edd mphil mres dlitt dsc bsc msc bed med mlis mls mlib mclip fclip aclip aclp cilip
    mcilip fcilip fhea sfhea pfhea afhea frsa frhists obe mbe cbe kbe dbe bem pgce pgdip pgcert llb llm mba hons mrsc
    frsc csci rsci rscitech cphys ceng ieng acr icon frs fba fsa fras frgs mieee cithp
    diplib diplis diparch dipim fiet miet emeritus emerita"""
)
CAPITALS = _set(
    "BA MA MD DD JP KC QC II III IV VI VII VIII RA FA AA CBE MP RGN HonFCLIP MSt BLitt MLitt OM CH CB KCB CMG KG BEng "
    "CA QTS AMA FMA MEng MSci MBCS FBCS MCMI FCMI FRSE FRSL FSAScot GBE MArch BArch LVO MVO"
)
TITLES = _set("dr prof professor mr mrs ms mx miss sir dame lord lady rev revd reverend canon fr hon")
PASSED_OVER = _set("van von de der den ter ten te da das do dos di del af av zu zur zum e 't 's op in het")
KEPT = _set("du des le la les ó mac mc ni nic ui ap ab fitz san santa st saint")  # they begin the surname
BETWEEN_SURNAMES = {"y", "i"}  # Ortega y Gasset
EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
ASIDE = re.compile(r"\(.*?\)|\[.*?\]|\s(?:née?|geb\.)\s[^,]*")
INITIALISM = re.compile("[A-Z]{3,8}")
ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\w)", re.IGNORECASE)


def by_surname(name, listed_under=""):
    """Key that sorts a person by surname, then given names; by `listed_under` first where somebody says so.

    “Abel, Ann” is understood, titles and letters behind the name (Jr, PhD, MCLIP) are set aside, particles with a
    small letter are passed over (Vincent van Gogh under G) and those with a capital are not (Robert De Niro under D).
    """
    first, *rest = [part.split() for part in ASIDE.sub(" ", name).split(",") if part.strip()] or [[]]
    rest = [words for words in rest if not all(map(_is_beside_a_name, words))]
    if len(first) > 1:  # an office or society that no table has, behind a whole name: LEE, ANN is none
        is_mixed = not " ".join(first).isupper()
        rest = [words for words in rest if not (is_mixed and all(map(INITIALISM.fullmatch, words)))]
    if rest:  # the surname first: all of it, as it was written
        surname, given = _bare(first, 1), [word for words in rest for word in words]
    elif EAST_ASIAN.search(name):  # written so, it comes first
        surname, given = first[:1], first[1:]
    else:
        surname, given = _parted(_bare(first))
    given = [word for word in given if _plain(word) not in TITLES] or given
    keys = (_key(listed_under), _key(" ".join(surname)), _key(" ".join(given)))
    return "  ".join(filter(None, keys))  # two spaces: all of one surname come before those that begin with it


def without_article(name):
    """Key that sorts an institution or a title: The, A and An in front of it do not count."""
    return fold(ARTICLE.sub("", name.strip(), count=1) if not re.match(r"(?i)a (to|and) ", name.strip()) else name)


def _bare(words, least=2):
    """Without what stands behind a name; so many words always stay."""
    words = [word for word in words if any(map(str.isalnum, word))] or list(words)
    while len(words) > least and _is_beside_a_name(words[-1]):
        words.pop()
    return words


def _parted(words):
    """(surname, given names)."""
    last = start = max(len(words) - 1, 0)
    if start > 2 and words[start - 1] in BETWEEN_SURNAMES:
        last = start = start - 2
    while start > 1 and _particle(words[start - 1]) in PASSED_OVER | KEPT:
        start -= 1
    while start < last and words[start].lstrip("'’‘")[:1].islower() and _particle(words[start]) not in KEPT:
        start += 1
    return words[start:], words[:start]


def _particle(word):
    """The word as the tables have it; "" for an initial."""
    if word.endswith(".") and word.lower() != "st.":
        return ""
    if len(word) == 1:
        return word.lower() if word in "óÓ" or word.islower() else ""
    return _plain(word)


def _is_post_nominal(word):
    return _plain(word) in POST_NOMINALS or word.replace(".", "") in CAPITALS


def _is_beside_a_name(word):
    """MCLIP, she/her: what is no part of it."""
    return _is_post_nominal(word) or "/" in word


def _plain(word):
    return fold(word).replace(".", "").strip(",;")


def _key(text):
    """Words alone, so that O’Brien stands with Obrien and Smith-Jones with Smith Jones; al- does not count."""
    text = re.sub(r"\b(al|el)-(?=\w)", "", fold(text)).replace("'", "")
    return " ".join(re.sub(r"[^\w\s]|_", " ", text).split())
