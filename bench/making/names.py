"""Names of people and places, put together of syllables: nobody and nowhere is called so on purpose."""

FIRST_BEGIN = """
Al An Ar Be Bri Ca Ce Da De El Em Fa Fi Ga Gre Ha He Il In Ja Jo Ka Ke La Li Lo Ma Me Mi Na Ne No O Pa Pe Ra Ri
Ro Sa Se Si So Ta Te Ti To U Va Ve Vi Ya Ye Zo
"""
FIRST_END = """
bel dan dra dric fa fin gor gret ka la lan len lia lin lo mar mia mon na nel nia no ra ran ric rin sa sha sten
ta tho tin to va ven vin wen wyn xa ya zan
"""
LAST_BEGIN = """
Ab Ack Al Ambr Ard Asp Bal Barr Bell Berg Bran Brock Cald Carn Cast Chad Clav Corr Cran Dal Darr Dol Dun Eck Eld
Ens Fal Farn Fenn Fost Gal Garr Glen Grav Hal Harr Hav Holm Hurst Ing Irv Jarr Kell Kest Lam Lang Lind Lorr Mal
Marr Mell Mor Nash Nor Oak Orm Pal Penn Pom Quill Rav Renn Roth Sal Sand Sel Stan Strand Tal Tarr Thor Toll Ull
Var Vell Wald Warr Wex Wind Yarr Zand
"""
LAST_END = """
a ac an ander ane ard aro atz bury by dale den dorf e ec ell en er ero ett field ford gate ham ich ick ier ik
ill ing ini is kamp land ley lin low man mere mond nik o of ola on or ot ovic ow quist rath ridge rup sen shaw
sky sson stad stead thorpe ton tti ulak um und ura us vall vik wall well worth yk
"""
RARE_MIDDLE = """
ba bi bo cha da do fa go ha ki la li lo ma mi mo na ni pa ra ri ro sa ta to va vi wa
"""
RARE_END = """
brax drell flynt gwick krond phane skell twyre vorne zelle
"""
FIRST_BEGIN, FIRST_END = FIRST_BEGIN.split(), FIRST_END.split()
LAST_BEGIN, LAST_END = LAST_BEGIN.split(), LAST_END.split()
RARE_MIDDLE, RARE_END = RARE_MIDDLE.split(), RARE_END.split()
ACCENTS = [*zip("aacceeeiinooosuuzl", "áåçčéèêíïñóöøšúüžł", strict=True)]
ACCENTED_SHARE = 0.12


def person(chance):
    """“Maren Tollerby”; some names have a letter with a mark."""
    first = chance.choice(FIRST_BEGIN) + chance.choice(FIRST_END)
    last = chance.choice(LAST_BEGIN) + chance.choice(LAST_END)
    return f"{_marked(first, chance)} {_marked(last, chance)}"


def _marked(name, chance):
    if chance.random() > ACCENTED_SHARE:
        return name
    plain, accented = chance.choice([pair for pair in ACCENTS if pair[0] in name[1:]] or [("", "")])
    return name[0] + name[1:].replace(plain, accented, 1) if plain else name


def place(chance):
    """“Marrowthorpe”, the name of a town."""
    return chance.choice(LAST_BEGIN) + chance.choice(("", "a", "i", "o")) + chance.choice(LAST_END)


def rare(number):
    """A name of its own for each number, which no other function here gives: what few pages speak of."""
    number, end = divmod(number, len(RARE_END))
    number, begin = divmod(number, len(LAST_BEGIN))
    middle = ""
    while number or not middle:
        number, at = divmod(number, len(RARE_MIDDLE))
        middle += RARE_MIDDLE[at]
    return LAST_BEGIN[begin] + middle + RARE_END[end]
