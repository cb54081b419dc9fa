"""English words by what they have in common: one stem for their forms, and for their British and American spelling."""

import re
from functools import lru_cache
from threading import Lock

from snowballstemmer import stemmer

from search import forms

SNOWBALL, ONE_AT_A_TIME = stemmer("english"), Lock()  # it keeps the word that it works on in itself
STOPPED, ASKING, ASKED = (frozenset(words.split()) for words in (forms.STOPPED, forms.ASKING, forms.ASKED))
FORMS = {word: line.split()[0] for line in forms.FORMS.strip().splitlines() for word in line.split()}
SPELT = dict(line.split() for line in forms.SPELT.strip().splitlines())

OUR = (
    "arm|behavi|cand|clam|col|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|tum|"
    "val|vap|vig"
)
RULES = [
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"^(.+)yz(e|es|ed|er|ers|ing)$", r"\1ys\2"),
        (rf"^({OUR})or(s|ed|ing|ings|er|ers|ite|ites|ful|less|able|ably|hood|hoods|al|ally)?$", r"\1our\2"),
        (r"^(cent|theat|lit|fib|calib|lust|spect|somb|sept|och|meag|sab)er(s|ed)?$", r"\1re\2"),
        (r"^(kilo|centi|milli|nano|micro)?metre(s)?$", r"\1meter\2"),
        (r"^(.*)(cata|dia|ana|mono|epi|pro|homo)log(s)?$", r"\1\2logue\3"),
        (r"^(.*)catalog(ed|er|ers|ing)$", r"\1catalogu\2"),
        (r"^(licen|defen|offen|preten)se(s|d)?$", r"\1ce\2"),
        (r"^(licen|practi)sing$", r"\1cing"),
        (r"^practise(s|d|r|rs)?$", r"practice\1"),
        (r"^(smo|mo)ld(er|ering|ed|ing)$", r"\1uld\2"),
        (r"^(.*)maneuver(.*)$", r"\1manoeuvre\2"),
        (r"^(.*)(fulfil|enrol|instal|distil|instil|skilful|wilful)l?(s|ment|ments|ly)?$", r"\1\2\3"),
    )
]
ISE = re.compile(r"^(.{3,})iz(e|es|ed|er|ers|ing|ation|ations|ational|able)$")
NOT_ISE = frozenset(("capsize", "capsized", "resize", "resized", "resizing", "downsize", "downsizing", "oversize"))
AE = re.compile(
    r"(?<=pal)ae(?=o)|(?<=arch)ae(?=o)|(?<=medi)ae(?=v)|(?<=encyclop)ae(?=d)|(?<=orthop)ae(?=d)|(?<=an)ae(?=st)"
)
KEPT = 12_000  # words that a process knows, and spellings of them: half a kB each
MEN = re.compile(r"^(\w{3,})men$")
ONE_L = re.compile(r"(?<=\w{4})ll$")


@lru_cache(maxsize=KEPT)
def stem(word):
    """What the forms of a folded word share, for comparing only: digitis of digitization and digitised, which digital
    is not.
    """
    word = _british(word)
    if found := FORMS.get(word):
        return found
    if (men := MEN.match(word)) and word not in {"specimen", "regimen", "abdomen"}:
        word = f"{men[1]}man"  # fishermen
    with ONE_AT_A_TIME:
        found = SNOWBALL.stemWord(word)
    return ONE_L.sub("l", found)  # modelling and modeling


def _british(word):
    word = AE.sub("e", SPELT.get(word, word))
    if (ise := ISE.match(word)) and word not in NOT_ISE:
        return f"{ise[1]}is{ise[2]}"
    for pattern, becomes in RULES:
        if pattern.match(word):
            return pattern.sub(becomes, word)
    return word
