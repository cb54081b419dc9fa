"""The verbs of publication. All take `by` (who), are atomic, and return the thing they changed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bitmaps import services as bitmaps
from config.errors import Refused
from drafting.errors import Incomplete, MovedOn
from drafting.services import checked, save_content, show_pictures
from people import events
from people.models import User
from people.powers import powers_of
from pictures import services as pictures
from postgres.locks import wait_for_turn
from reading.characters import says_something
from reading.text import one_line, quoted, tidy
from review import emails, kinds, sending
from review.errors import IllegalMove, NoteNeeded, NoteTooLong
from review.history import EVENTS, Deed, moved_on_text, went_as
from review.models import FOR_TAKING_DOWN, NOTE_LENGTH, FormerSlug, Note, Reason, Removal, Submission
from review.moves import MAY, MOVES, NEEDS_NOTE
from review.queues import may_take_down
from review.stamping import move_address, stamp
from search import services as search

__all__ = ["move", "save_content", "start", "take_down", "withdraw_live"]


@transaction.atomic
def start(kind, *, by, institution, live=None, content=None):
    """A draft of `kind`, or the one that is already open in its place (so asking twice starts one;
    `was_open` says so). Its `news` are sentences on what is not as it was in the content that it began from.

    `institution` is where `by` writes it: a membership of today. `live` proposes a change to a live page;
    `content` proposes other content than the page has (or starts a new one from, say, a declined submission).
    """
    if not kind.may_start(by):
        raise PermissionDenied("Only members of an institution can publish.")
    if not powers_of(by).is_member_of(institution):
        raise PermissionDenied(f"You are not a member of {institution}.")
    writer = User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).first()
    if writer is None:  # `by` was read before its account was closed
        raise PermissionDenied("This account is closed.")
    by.name = writer.name  # or before it was called otherwise
    news, slot = [], kind.slot(by, live)
    wait_for_turn(slot or f"{kind.slug} by {by.pk}")  # two clicks at once do not meet at a unique constraint
    own = kind.changeable_by(by).select_for_update(of=("self",))
    if live is not None:
        live = own.filter(pk=live.pk).first()
        if live is None:
            raise PermissionDenied("This page is not yours to change.")
    elif kind.one_each:
        live = own.first()
    if content is None and live is None:
        content = kind.content.start(by, institution)
    else:
        older = kind.publication.content_of(live, kind.content) if content is None else content
        content = kind.content.renew(older, by, institution)
        news = kind.content.renewed(older, content)
    queue, of = kind.queue(by, institution)
    already = _open_draft(kind, by, queue, of, slot, content)
    if already:
        already.was_open = True
        return already
    draft = Submission.objects.create(
        kind=kind.slug,
        author=by,
        queue=queue,
        queue_institution=of,
        content=content,
        title=one_line(kind.content.title_of(content, by))[:200],
        slot=slot,
        target_id=live.pk if live else None,
        base_version=live.version if live else 0,
    )
    show_pictures(draft)
    draft.news = news
    return draft


def _open_draft(kind, author, queue, institution, slot, content):
    """What is open in this slot; where any number may be open, a draft that nobody has touched yet."""
    opened = Submission.objects.open()
    if slot:
        return opened.filter(slot=slot).first()
    untouched = opened.filter(kind=kind.slug, author=author, queue=queue, queue_institution=institution, revision=1)
    return untouched.filter(slot="", content=content).first()


@transaction.atomic
def move(submission, verb, *, by, note="", seen=None):
    """Make one move of `moves.MOVES`; the only place that assigns `status`.

    `seen` is the revision that `by` was looking at. Raises PermissionDenied, or a `Refused` whose text says why.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("author", "queue_institution", "decided_by")
        .filter(pk=submission.pk)
        .first()
    )
    if submission is None:
        raise IllegalMove("This is not there any more: its author has closed their account.")
    sources, target = MOVES[verb]
    if not MAY[verb](by, submission):
        raise PermissionDenied("You may not do this.")
    if submission.status not in sources:
        raise IllegalMove(moved_on_text(submission))
    if seen is not None and seen != submission.revision:
        raise MovedOn("Its author changed it after you opened this page. Please read it again before deciding.")
    note = tidy(note)
    if len(note) > NOTE_LENGTH:
        over = len(note) - NOTE_LENGTH
        raise NoteTooLong(f"The note has {len(note)} characters, {over} too many: at most {NOTE_LENGTH} fit.")
    if verb in NEEDS_NOTE and not says_something(note):
        raise NoteNeeded(NEEDS_NOTE[verb])
    if verb == "submit":
        _refuse_former_members(submission, by)
        submission.content = submission.shape.recognised(submission.content, submission.context())
    content = checked(submission) if verb in ("submit", "approve") else None
    if content and content.problems:
        raise Incomplete(content.problems)

    was, now, live = submission.status, timezone.now(), None
    if verb == "submit":
        submission.submitted_at = now
        by.refresh_from_db(fields=["name"])  # it may have changed since the request began
        submission.title = submission.shape.title_of(submission.content, by)[:200]
        submission.sent_title = submission.title
        _refuse_if_stale(submission)
    if verb in ("approve", "decline"):
        submission.decided_at, submission.decided_by = now, by
    if verb == "approve":
        live = _publish(submission, content, by=by)
    submission.status = target
    submission.revision += 1
    submission.save()
    event = events.record(EVENTS, submission.pk, verb, by=by, was=was, now=target)
    if verb == "submit":
        for work in sending.work():
            work(submission)
    if note:
        Note.objects.create(submission=submission, event=event.pk, verb=verb, text=note)
    deed = Deed(verb, was, target, str(by), event.at, note)
    submission.told = emails.announce(submission, deed, by=by, live=live)
    return submission


def _refuse_former_members(submission, by):
    institution = submission.queue_institution
    if institution and not powers_of(by).is_member_of(institution):
        raise Refused(
            f"You are not a member of {institution} any more. "
            "Withdraw this, and start again from it at the institution where you are now."
        )
    if not kinds.get(submission.kind).may_start(by):  # whoever decides, only members send
        raise Refused("You are not a member of any institution any more. Join the one where you are now first.")


def lock_addresses(kind):
    """Two titles alike do not race for one slug. To be taken before `lock_live`."""
    wait_for_turn(f"address:{kind.slug}")


def lock_live(submission):
    """The live page a submission is about, locked; None for something new."""
    if submission.target_id is None:
        return None
    model = kinds.get(submission.kind).publication.model
    return model.objects.select_for_update(of=("self",)).get(pk=submission.target_id)


def _refuse_if_stale(submission):
    live = lock_live(submission)
    if live is not None and live.version != submission.base_version:
        if live.withdrawn_at:
            raise MovedOn(
                f"{quoted(live)} was {went_as(kinds.get(submission.kind), live)} after this change was begun. "
                "Propose it again from its versions; what is written here stays readable."
            )
        raise MovedOn(
            f"A newer version of {quoted(live)} went live after this change was begun. "
            "Please start a new change from the live page; what is written here stays readable."
        )
    return live


def _publish(submission, content, *, by):
    """Make the content live: rows, version, address, pictures, edition. Called under the submission's lock."""
    kind = kinds.get(submission.kind)
    lock_addresses(kind)
    live = _refuse_if_stale(submission)
    was = str(live.version) if live else ""
    live = write_live(kind, submission, content, live, reviewer=by)
    kind.publication.queue_work(live)
    submission.target_id, submission.published_version = live.pk, live.version
    events.record(kind.slug, live.pk, "publish", by=by, was=was, now=str(live.version))
    return live


def write_live(kind, submission, content, live, *, reviewer, is_preview=False):
    """Only the live rows, out of checked content; the preview calls this inside a savepoint that it rolls back."""
    publication, cleaned = kind.publication, content.cleaned
    is_new, live = live is None, live or publication.begin(submission)
    publication.write(live, cleaned)
    stamp(kind, live, reviewer=reviewer, is_preview=is_preview)
    live.save()
    publication.write_parts(live, cleaned, is_new=is_new)
    if not is_preview:  # whose words nobody looks for
        publication.index(publication.model.objects.filter(pk=live.pk))
        bitmaps.note(kind.slug, [live.bit])
    pictures.show(kind.slug, live.pk, publication.pictures_of(live), public=True)
    return live


@transaction.atomic
def derive_again(kind, live, *, keeps_address):
    """Something that a live page takes from elsewhere has changed, such as a name: derived columns, address, search.

    Its former addresses lead to it only where `keeps_address`.
    """
    lock_addresses(kind)
    live = kind.publication.model.objects.select_for_update(of=("self",)).get(pk=live.pk)
    kind.publication.derive(live)
    move_address(kind, live, keep_former=keeps_address)
    if not keeps_address:
        FormerSlug.objects.filter(kind=kind.slug, object_id=live.pk).delete()
    live.save()
    kind.publication.index(kind.publication.model.objects.filter(pk=live.pk))
    bitmaps.note(kind.slug, [live.bit])
    return live


@transaction.atomic
def hold(rows):
    """Lock submissions, or live pages after them: whoever sends or decides one has finished before, or finds what
    became of it after.
    """
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


@transaction.atomic
def withdraw_live(kind, live, *, by, says_title=False):
    """Its owner takes a live page off at once; its address answers 410 from now on. Open changes become stale.

    `says_title`: the title may go on standing there; that of a kind whose titles are people's names never does.
    """
    if not kind.live_of(by).filter(pk=live.pk).exists():
        raise PermissionDenied("This page is not yours to withdraw.")
    gone = _take_off(kind, live, by=by, reason=Reason.OWNER, says_title=says_title and not kind.named_after_people)
    emails.announce_withdrawal(kind, gone, by)
    return gone


@transaction.atomic
def take_down(kind, live, *, by, reason, text):
    """Those who look after a page take it off at once, with one of the public reasons and a text for its owner.

    Its owner may propose it again; that goes through review.
    """
    if not may_take_down(by, kind, live):
        raise PermissionDenied("Only managers of its institution and editors take down a page, and not their own.")
    if reason not in FOR_TAKING_DOWN:
        raise Refused("Choose a reason.")
    text = tidy(text)
    if not says_something(text):
        raise NoteNeeded("Say to its owner what is the matter.")
    gone = _take_off(kind, live, by=by, reason=reason, text=text)
    emails.announce_take_down(kind, gone, reason=Reason(reason), text=text, by=by)
    return gone


def _take_off(kind, live, *, by, reason, text="", says_title=False):
    live = kind.publication.model.objects.select_for_update(of=("self",)).get(pk=live.pk)
    if live.withdrawn_at:
        raise Refused(f"{quoted(live)} was {went_as(kind, live)} already.")
    was = str(live.version)
    live.withdrawn_at = timezone.now()
    live.version += 1
    live.save(update_fields=["withdrawn_at", "version"])
    removal = Removal.objects.create(
        kind=kind.slug, object_id=live.pk, version=live.version, at=live.withdrawn_at, by=by,
        reason=reason, text=text, says_title=says_title,
    )  # fmt: skip
    pictures.show(kind.slug, live.pk, kind.publication.pictures_of(live), public=False)
    search.forget(kind.slug, [live.pk])
    bitmaps.note(kind.slug, [live.bit])
    kind.publication.queue_work(live)
    events.record(kind.slug, live.pk, removal.verb, by=by, was=was, now=str(live.version))
    return live
