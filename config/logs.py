"""What must not stand in a log, however it got into the message."""

import logging
import re

SECRET = re.compile(r"(?<=/links/)[^/?#\s\"']+")


class WithoutSecrets(logging.Filter):
    """Addresses that are secrets themselves are cut: Django logs the path of what it refuses."""

    def filter(self, record):
        record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
        return True
