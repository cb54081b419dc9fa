"""What a search made of its words, in sentences: nothing takes the place of what somebody typed without a word."""

from finding.words import amount
from reading.text import quoted


def instead(pairs):
    """[sentence] for [(what was typed, what it is taken for)]."""
    return [f"Nothing has {quoted(typed)}. Showing results for {quoted(shown)}." for typed, shown in pairs]


def widened(read, noun, *, narrowed=False):
    """[sentence] on how what a `search.results.Found` has was widened; [] where all of it has all of the words.
    `narrowed`: only a part of that is shown, so its counts say nothing.
    """
    if not read.is_widened:
        return []
    is_one_word = len(read.question.pieces) == 1
    word = "phrase" if is_one_word and read.question.pieces[0].is_phrase else "word"
    others = "the other has" if len(read.best) - read.strict == 1 else "the others have"
    if read.strict and narrowed:
        return [f"Not all of these have {f'this {word}' if is_one_word else 'all of these words'}."]
    if read.strict:
        has = f"{amount(read.strict, *noun)} {'has' if read.strict == 1 else 'have'}"
        if is_one_word:
            return [f"{has} this {word}; {others} to do with it."]
        return [f"{has} all of these words; {others} some."]
    if is_one_word:
        return [f"Nothing has this {word} itself. Here is what has to do with it."]
    return ["Nothing has all of these words. Here is what has some of them."]


def read_as(read, noun, *, narrowed=False):
    """[sentence] for templates/discovery/_read_as.html: what the words were taken for, and whether that was widened."""
    return [*instead(read.instead), *widened(read, noun, narrowed=narrowed)]
