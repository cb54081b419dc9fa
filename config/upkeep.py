"""What apps register in `AppConfig.ready`: what a new database begins with, what is done now and then, what can be
made anew of the rows."""

import logging

_first_content, _housekeeping, _gaps = [], {}, {}


def first_content(load):
    """`load(tell)` is called by the development server on a database of its own; it does nothing where it was done."""
    _first_content.append(load)


def housekeeping(what, work):
    """`work()` is called every few minutes, must be safe to run twice at once, and returns how many of `what`."""
    _housekeeping[what] = work


def gaps(what, work):
    """`work()` makes what can be made of the rows, where it is missing, and returns how many: after migrations, and
    as housekeeping.
    """
    _gaps[what] = work
    housekeeping(what, work)


def fill_gaps():
    """Do what is registered as `gaps`; {what: how many}, as `keep_house` does."""
    return _do(_gaps)


def fill_new_database(tell):
    for load in _first_content:
        load(tell)


def keep_house():
    """Do all that is registered; {what: how many}. What fails is logged, and keeps nothing else from being done."""
    return _do(_housekeeping)


def _do(works):
    done = {}
    for what, work in works.items():
        try:
            done[what] = work()
        except Exception:  # whatever it is: the next run tries again
            logging.getLogger(__name__).exception("Not done, and tried again by housekeeping: %s", what)
    return done
