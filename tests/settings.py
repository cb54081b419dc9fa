"""The settings in test mode, whatever mode the environment names."""

import os

os.environ["COLOPHON_MODE"] = "test"

from config.settings import *  # noqa: F403
