"""What members propose for the vocabulary. The editors answer it; here it is only made."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from config.errors import Refused
from config.limits import allowed
from people.models import User
from people.powers import powers_of
from reading.characters import says_something
from reading.text import fold, line, quoted
from reading.text import named as either
from skills.own_words import own_words_in
from skills.queries import named
from vocabulary.models import Answer, Proposal, Sort

MOST_A_DAY, DAY = 20, 86_400
NAMES_ANOTHER = {Sort.MERGE, Sort.RELATION}  # the words are those of another skill of the vocabulary
LONGEST_WORDS, LONGEST_SENTENCE = 100, 400
TOLD = {Sort.WRONG: "what is wrong", Sort.SPLIT: "which two they are, and how they differ"}  # in the sentence


class NotProposed(Refused):
    """What cannot be proposed as it is; `field` says which of the four is at fault, `skill` which is meant already."""

    def __init__(self, field, said, skill=None):
        super().__init__(said)
        self.field, self.skill = field, skill


def may_propose(user):
    """Members of an institution and editors; whoever belongs nowhere yet comes to that first."""
    powers = powers_of(user)
    return powers.is_editor or bool(powers.member_ids)


@transaction.atomic
def propose(*, by, sort, skill=None, words="", sentence=""):
    """Make a Proposal and return it; the same once more while nobody has answered it is the same one (`was_made`).

    `skill` is what it is about (None for a new one), `words` the name that is missing or the other skill's. Raises
    PermissionDenied for those who belong nowhere, and NotProposed with a sentence for what makes no sense.
    """
    if not may_propose(by):
        raise PermissionDenied("Only members of an institution propose something for the vocabulary.")
    sentence = line(sentence)
    words = _sensible(sort, skill, line(words), sentence)
    _one_at_a_time(by)
    if same := _waiting(by, sort, skill, words):
        same.was_made = True
        return _said_anew(same, sentence or same.sentence)
    if not _has_room_today(by):
        raise NotProposed("", f"These are {MOST_A_DAY} proposals within a day. Please make the next ones tomorrow.")
    return _made(by, sort, skill, words, sentence)


@transaction.atomic
def propose_own_words(submission):
    """Own words of what is sent for review become proposals of new skills, each once; a sentence that was changed is
    changed. The author has agreed to it where the words were typed.

    Nobody is asked again what editors have said no to, nor more than fits into a day: the words stay on the page.
    """
    words = own_words_in(submission.content)
    if words:
        _one_at_a_time(submission.author)
    for word, sentence in words:
        if same := _waiting(submission.author, Sort.NEW, None, word):
            _said_anew(same, sentence)
        elif not _refused_before(submission.author, word, sentence) and _has_room_today(submission.author):
            _made(submission.author, Sort.NEW, None, word, sentence)


@transaction.atomic
def take_back(proposal, *, by):
    """Whoever made a proposal takes it back, while no editor works on it."""
    _one_at_a_time(by)
    held = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk, made_by=by)
    if held.answer == Answer.BACK:
        raise Refused("It is taken back already.")
    if held.answer or held.change_id:
        raise Refused("The editors have dealt with it meanwhile. Here is what came of it.")
    held.answer, held.answered_at = Answer.BACK, timezone.now()
    held.save(update_fields=["answer", "answered_at"])


def _one_at_a_time(user):
    """Two clicks at once make one proposal."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _has_room_today(user):
    return allowed(("propose for the vocabulary", user.pk), MOST_A_DAY, DAY)


def _refused_before(by, words, sentence):
    """Whether editors or they themselves have said no to the same words of this person with the same sentence."""
    answered = Proposal.objects.filter(made_by=by, sort=Sort.NEW).exclude(answer__in=["", Answer.TAKEN])
    return answered.filter(words__folded=fold(words), sentence=sentence).exists()


def _waiting(by, sort, skill, words):
    """The one by the same person of the same words that nobody has answered yet, or None."""
    unanswered = Proposal.objects.filter(made_by=by, sort=sort, skill=skill, answer="")
    return unanswered.filter(words__folded=fold(words)).first()


def _said_anew(proposal, sentence):
    """With the newer sentence, unless an editor works on it already."""
    if proposal.change_id is None and sentence != proposal.sentence:
        proposal.sentence = sentence
        proposal.save(update_fields=["sentence"])
    return proposal


def _made(by, sort, skill, words, sentence):
    return Proposal.objects.create(
        sort=sort, skill=skill, words=words, sentence=sentence, made_by=by, made_at=timezone.now()
    )


def _sensible(sort, skill, words, sentence):
    """The words as they are kept, or NotProposed."""
    if sort not in Sort.values:
        raise NotProposed("sort", "Choose what you propose.")
    if (skill is None) is not (sort == Sort.NEW):
        raise NotProposed("sort", "Say which skill it is about." if skill is None else "Propose a new skill by itself.")
    for field, text, most in ("words", words, LONGEST_WORDS), ("sentence", sentence, LONGEST_SENTENCE):
        if len(text) > most:
            raise NotProposed(field, f"These are {len(text)} characters: at most {most} fit.")
    if sort in TOLD and not says_something(sentence):
        raise NotProposed("sentence", f"Say in a sentence {TOLD[sort]}.")
    if sort not in TOLD and not says_something(words):
        raise NotProposed("words", f"Say {'the other skill' if sort in NAMES_ANOTHER else 'what it is called'}.")
    if sort in NAMES_ANOTHER:
        return _another(skill, words)
    if sort not in TOLD:
        _refuse_known(sort, skill, words)
    return words


def _another(skill, words):
    """The name of the other skill that is meant."""
    found = named(words)
    if not found:
        raise NotProposed("words", f"{quoted(words)} is not in the vocabulary: choose a skill that is.")
    if len(found) > 1:
        names = either(one.name for one in found)
        raise NotProposed("words", f"{quoted(words)} may mean {names}. Choose the one that you mean.")
    if found[0] == skill:
        raise NotProposed("words", "This is the skill itself: choose another.")
    return found[0].name


def _refuse_known(sort, skill, words):
    """A missing name that is there already."""
    for known in named(words):
        if sort == Sort.NEW:
            said = f"{quoted(words)} is there already: it is the skill {quoted(known.name)}."
            raise NotProposed("words", said, known)
        if known == skill:
            raise NotProposed("words", f"{quoted(words)} is a name of this skill already.", known)
