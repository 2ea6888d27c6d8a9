"""What the exit code of `wuye` means; scripts rely on these."""

DONE = 0
BUG = 1
USAGE = 2
NOTHING_USABLE = 3
HELD = 4
CHECKS_FAILED = 5
LOCKED = 75
