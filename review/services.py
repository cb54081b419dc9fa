"""The verbs of publication. All take `by` (who), are atomic, and return the thing they changed."""

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from review import emails, kinds
from review.content import check, cleaned
from review.errors import IllegalMove, Incomplete, MovedOn, NoteNeeded, Refused
from review.models import Edition, ReviewEvent, Status, Submission, Upload
from review.publication import stamp_for
from review.states import MAY, MOVES, NEEDS_NOTE, PAST
from review.steps import tidy


@transaction.atomic
def start(kind, *, by, institution, live=None, content=None):
    """A draft of `kind`, or the one that is already open in its place (so asking twice starts one).

    `live` proposes a change to a live page; `content` proposes other content than the page has (or starts
    a new one from, say, a declined submission).
    """
    if not kind.may_start(by):
        raise PermissionDenied("Only members of an institution can publish.")
    if institution.pk not in by.member_institution_ids():
        raise PermissionDenied(f"You are not a member of {institution}.")
    slot = kind.slot(by, live)
    _lock_slot(slot or f"{kind.slug} by {by.pk}")
    own = kind.live_of(by).select_for_update(of=("self",))
    if live is not None:
        live = own.filter(pk=live.pk).first()
        if live is None:
            raise PermissionDenied("This page is not yours to change.")
    elif kind.one_each:
        live = own.first()
    if content is None:
        content = kind.content_of(live) if live else kind.start(by, institution)
    already = _open_draft(kind, by, institution, slot, content)
    return already or Submission.objects.create(
        kind=kind.slug,
        author=by,
        institution=institution,
        content=content,
        title=kind.title_of(content)[:200],
        slot=slot,
        target_id=live.pk if live else None,
        base_version=live.version if live else 0,
    )


def _open_draft(kind, author, institution, slot, content):
    """What is open in this slot; where any number may be open, a draft that nobody has touched yet."""
    opened = Submission.objects.open()
    if slot:
        return opened.filter(slot=slot).first()
    untouched = opened.filter(kind=kind.slug, author=author, institution=institution, revision=1)
    return untouched.filter(slot="", content=content).first()


def _lock_slot(slot):
    """Two clicks at once queue up here instead of meeting at the unique constraint."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [slot])


@transaction.atomic
def save_content(submission, values, *, by, seen=None):
    """Merge `values` into a draft.

    `seen` is the revision that the writer's page showed: MovedOn if one of these values was changed after it.
    """
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.author_id != by.pk:
        raise PermissionDenied("Only its author edits a submission.")
    if not locked.is_editable:
        raise IllegalMove(
            f"“{locked}” is not a draft any more ({locked.get_status_display().lower()}), so it cannot be edited."
        )
    changed = [name for name, value in values.items() if value != locked.content.get(name)]
    if not changed:
        return locked
    if seen is not None and any(locked.touched.get(name, 1) > seen for name in changed):
        raise MovedOn("You changed this step in another tab or on another device after opening it here.")
    locked.revision += 1
    locked.content |= {name: values[name] for name in changed}
    locked.touched |= dict.fromkeys(changed, locked.revision)
    locked.title = kinds.get(locked.kind).title_of(locked.content)[:200]
    locked.save(update_fields=["content", "touched", "title", "revision", "saved_at"])
    return locked


@transaction.atomic
def move(submission, verb, *, by, note="", seen=None):
    """Make one move of `states.MOVES`; the only place that assigns `status`.

    `seen` is the revision that `by` was looking at. Raises PermissionDenied, or a `Refused` whose text says why.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("author", "institution", "decided_by")
        .get(pk=submission.pk)
    )
    sources, target = MOVES[verb]
    if not MAY[verb](by, submission):
        raise PermissionDenied("You may not do this.")
    if submission.status not in sources:
        raise IllegalMove(_moved_on_text(submission))
    if seen is not None and seen != submission.revision:
        raise MovedOn("Its author changed it after you opened this page. Please read it again before deciding.")
    note = tidy(note)
    if verb in NEEDS_NOTE and not note:
        raise NoteNeeded(NEEDS_NOTE[verb])
    if verb == "submit" and submission.institution_id not in by.member_institution_ids():
        raise Refused(
            f"You are not a member of {submission.institution} any more. "
            "Withdraw this, and start again from it at the institution where you are now."
        )
    if verb in ("submit", "approve") and (problems := check(submission)):
        raise Incomplete(problems)

    was, now = submission.status, timezone.now()
    if verb == "submit":
        submission.submitted_at = now
        _refuse_if_stale(submission)
    if verb in ("approve", "decline"):
        submission.decided_at, submission.decided_by = now, by
    if verb == "approve":
        _publish(submission, by=by)
    submission.status = target
    submission.revision += 1
    submission.save()
    event = ReviewEvent.objects.create(submission=submission, verb=verb, was=was, now=target, actor=by, note=note)
    emails.announce(submission, event)
    return submission


def _moved_on_text(submission):
    event = submission.events.select_related("actor").last()
    if submission.status == Status.SUBMITTED:
        return f"“{submission}” has already been sent for review."
    if event is None:
        return f"“{submission}” is a draft; it has not been sent for review."
    # Without its title, which may have changed since: what was taken back is its author's own again.
    return f"This has moved on: {event.actor.name} {PAST[event.verb]}. Nothing was changed."


def lock_addresses(kind):
    """Two titles alike do not race for one slug. To be taken before `lock_live`."""
    _lock_slot(f"address:{kind.slug}")


def lock_live(submission):
    """The live page a submission is about, locked; None for something new."""
    if submission.target_id is None:
        return None
    model = kinds.get(submission.kind).model
    return model.objects.select_for_update(of=("self",)).get(pk=submission.target_id)


def _refuse_if_stale(submission):
    live = lock_live(submission)
    if live is not None and live.version != submission.base_version:
        raise MovedOn(
            f"A newer version of “{live}” went live after this change was begun. "
            "Please start a new change from the live page; what is written here stays readable."
        )
    return live


def _publish(submission, *, by):
    """Make the content live: rows, version, address, pictures, edition. Called under the submission's lock."""
    kind = kinds.get(submission.kind)
    lock_addresses(kind)
    live = _refuse_if_stale(submission)
    live = write_live(kind, submission, live, reviewer=by)
    submission.target_id, submission.published_version = live.pk, live.version
    turn_edition()
    return live


def write_live(kind, submission, live, *, reviewer):
    """Only the live rows; the preview calls this inside a savepoint that it rolls back."""
    before = set(kind.upload_ids(live)) if live else set()
    live = kind.publish(cleaned(submission), live, submission=submission, stamp=stamp_for(kind, submission, reviewer))
    after = set(kind.upload_ids(live))
    _hide(before - after)
    Upload.objects.filter(pk__in=after, owner=submission.author, public_since=None).update(public_since=timezone.now())
    return live


def _hide(upload_ids):
    """Make pictures private again, but for those that other public pages show."""
    for kind in kinds.every():
        upload_ids = upload_ids - kind.public_among(upload_ids)
    Upload.objects.filter(pk__in=upload_ids).update(public_since=None)


def turn_edition():
    """Say that public pages changed."""
    Edition.objects.get_or_create(pk=1)
    Edition.objects.filter(pk=1).update(number=F("number") + 1, changed_at=timezone.now())


@transaction.atomic
def withdraw_live(kind, live, *, by):
    """Take a live page down at once; its address answers 410 from now on. Open changes become stale."""
    if not kind.live_of(by).filter(pk=live.pk).exists():
        raise PermissionDenied("This page is not yours to withdraw.")
    live = kind.model.objects.select_for_update(of=("self",)).get(pk=live.pk)
    if live.withdrawn_at:
        raise Refused(f"“{live}” is withdrawn already.")
    live.withdrawn_at = timezone.now()
    live.version += 1
    live.save(update_fields=["withdrawn_at", "version"])
    _hide(set(kind.upload_ids(live)))
    turn_edition()
    emails.announce_withdrawal(live, by)
    return live
