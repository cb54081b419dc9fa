"""What must not stand in a log, however it got into the message, and what one line is enough for."""

import logging
import re

SECRET = re.compile(r"((?<=/links/)|(?<=/password/reset/key/))[^/?#\s\"']+")


class WithoutSecrets(logging.Filter):
    """Addresses that are secrets themselves are cut: Django logs the path of what it refuses."""

    def filter(self, record):
        record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
        return True


class OneLineRefusals(logging.Filter):
    """What was refused or made no sense is no fault of ours: where, to which account and why, but no trace."""

    def filter(self, record):
        if 400 <= getattr(record, "status_code", 0) < 500 and record.exc_info:
            request, why = record.request, " ".join(str(record.exc_info[1]).split())[:200]
            match, user = getattr(request, "resolver_match", None), getattr(request, "_cached_user", None)
            where, number = match.route if match else "no page", user and user.pk
            record.msg = (
                f"{record.status_code} at {where} to {f'account {number}' if number else 'nobody we know'}: {why}"
            )
            record.args, record.exc_info, record.exc_text = (), None, None
        return True
