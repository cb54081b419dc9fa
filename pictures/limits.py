"""How much one person may add, and how much work one picture may be. From the environment, as docs/install.md lists."""

from config.environment import env

PER_PERSON = env.int("PICTURES_PER_PERSON", default=300)
BYTES_PER_PERSON = env.int("PICTURE_MB_PER_PERSON", default=600) * 2**20
A_MINUTE = env.int("PICTURES_A_MINUTE", default=20)  # a step may send ten at once
AN_HOUR = env.int("PICTURES_AN_HOUR", default=120)
MEMORY = env.int("PICTURE_MEMORY_MB", default=192) * 2**20  # that reading one picture may take
PATIENCE = 20  # seconds that a picture waits for the one before it: one is read at a time in each process
