"""Mapping profiles: other systems' headers, codes and dates to our exports, without code.

Belongs here: one YAML file per layout of another system, the vocabulary in which they are
written (README.md), and the proposal of a new one. Does not belong here: our own exports'
headers (`pipelines.exports`), opening files or typing cells (`pipelines.parsing`).
"""

from pipelines.profiles.entries import ProfileError
from pipelines.profiles.loading import load_profile, load_profiles
from pipelines.profiles.profile import Profile

__all__ = ["Profile", "ProfileError", "load_profile", "load_profiles"]
