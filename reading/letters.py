"""Letters and marks, and what stands for them where their shape does not count."""

LATIN = {  # letters that Unicode does not take apart
    **{"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d", "ŋ": "ng", "æ": "ae", "œ": "oe"},
    **{"þ": "th", "ß": "ss", "ĸ": "k", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ɖ": "d", "ɛ": "e", "ə": "a", "ɔ": "o"},
    **{"ƙ": "k", "ƴ": "y", "ɣ": "g", "ɠ": "g", "ɨ": "i", "ɩ": "i", "ʉ": "u", "ʋ": "v", "ɫ": "l", "ƚ": "l", "ɲ": "n"},
    **{"ƈ": "c", "ƥ": "p", "ƭ": "t", "ƿ": "w", "ȥ": "z", "ƶ": "z", "ȷ": "j", "ⱥ": "a", "ɇ": "e", "ɉ": "j", "ɍ": "r"},
}
APOSTROPHES = "'‘’‚‛ʹʺʻʼʽʾʿˈ′‵·‧`"  # those of romanised scripts and the dot of col·lega with them
QUOTES = '"“”„‟«»'
DASHES = "-‐‑‒–—―−⁃"
ALIKE = str.maketrans(LATIN | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(QUOTES, '"') | dict.fromkeys(DASHES, "-"))
TAKEN_APART = {"´": "'", "™": "", "℠": ""}  # by Unicode, into other things than they are taken for
