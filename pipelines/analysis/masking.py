"""A comment as it may be quoted: without the words that say who is meant.

Belongs here: masking numbers to call, documents, plates, rooms and names. Does not belong
here: who may read quotes (they lie in `personal.duckdb`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "＊＊＊"

# The hundred or so commonest surnames: nine people of ten.
_SURNAMES = (
    "欧阳|上官|司马|诸葛|皇甫|慕容|司徒|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓"
    "许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万"
    "段雷钱汤尹黎易常武乔贺赖龚文]"
)
# 工程师傅, 关于管家, 非常 … end in a surname's character without naming anybody.
_NO_SURNAME = "(?<![工关对由非经日为如也允])"
_TITLES = "先生|女士|小姐|太太|师傅|阿姨|大爷|大妈|大姐|大哥|叔叔|经理|主任|主管|队长|老师|管家"
_HONOURED = re.compile(rf"{_NO_SURNAME}(?:{_SURNAMES})[\u4e00-\u9fff]{{0,2}}?(?={_TITLES})")
_INTRODUCED = re.compile(
    r"(?P<said>我叫|我姓|姓名|联系人|名叫)(?P<by>[是为:：\s]*)[\u4e00-\u9fff]{1,4}"
)
# Seven digits and more, however they are grouped: telephones, identity cards, accounts.
_NUMBERS = re.compile(r"\d(?:[\s\-\u2010-\u2015._·]?\d){6,}[xXｘＸ]?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MESSENGER = re.compile(
    r"(?P<said>微信号?|QQ号?|[qQvV]号|wx)(?P<by>[是为:：\s]*)[A-Za-z\d][A-Za-z\d_-]{4,}"
)
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][·\s]?[A-Z\d]{5,6}(?![A-Z\d])")
_ROOM = re.compile(
    r"\d+\s*(?:栋|幢|座|号楼|#|-)\s*\d+\s*(?:单元|门|-)\s*\d+(?:\s*[室房号])?|\d{3,4}\s*(?=室|房)"
)


def masked(comment: str, names: Iterable[str] = ()) -> str:
    """The comment with every mention that points at somebody replaced by `MASK`.

    `names` are names known to belong to the household or to staff; they are masked wherever
    they stand. A surname before a title goes (王先生 → ＊＊＊先生), a surname that is not
    followed by one cannot be told from other words and is left.
    """
    text = comment
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, MASK)
    for pattern in (_MAIL, _ROOM, _NUMBERS, _PLATE, _HONOURED):
        text = pattern.sub(MASK, text)
    for pattern in (_MESSENGER, _INTRODUCED):
        text = pattern.sub(rf"\g<said>\g<by>{MASK}", text)
    return text
