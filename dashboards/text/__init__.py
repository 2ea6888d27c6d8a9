"""Words, numbers and dates for people, in Chinese and in English.

Belongs here: the catalogues (`zh/messages.po`, `en/messages.po`) and the writing of numbers,
money, dates and periods by locale. Does not belong here: which number is shown where.
"""

from dashboards.text.catalogue import DEFAULT_LANGUAGE, LANGUAGES, Words, load_words

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "Words", "load_words"]
