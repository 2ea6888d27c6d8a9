"""Quotes say what was said, and not who is meant."""

from __future__ import annotations

import pytest

from pipelines.analysis.masking import MASK, masked

POINTS_AT_SOMEBODY = {
    "请回电13800138000": f"请回电{MASK}",
    "电话138-0013-8000，谢谢": f"电话{MASK}，谢谢",
    "电话１３８００１３８０００": f"电话{MASK}",
    "身份证11010519491231002X": f"身份证{MASK}",
    "微信号：abc_12345": f"微信号：{MASK}",
    "发到 someone@example.com": f"发到 {MASK}",
    "京A12345占了车位": f"{MASK}占了车位",
    "3栋2单元1201室漏水": f"{MASK}漏水",
    "3-2-1201漏水": f"{MASK}漏水",
    "王先生态度很好": f"{MASK}先生态度很好",
    "谢谢李秀英女士": f"谢谢{MASK}女士",
    "欧阳师傅手艺好": f"{MASK}师傅手艺好",
    "我叫张伟，联系我": f"我叫{MASK}，联系我",
}
POINTS_AT_NOBODY = (
    "物业费涨到2.8元",
    "3号楼电梯坏了两次",
    "2026年3月以后没人来过",
    "工程师傅来得太慢",
    "关于管家的服务",
    "早上8点到12点停水",
)


@pytest.mark.parametrize("comment", POINTS_AT_SOMEBODY)
def test_what_points_at_somebody_is_masked(comment: str) -> None:
    assert masked(comment) == POINTS_AT_SOMEBODY[comment]


@pytest.mark.parametrize("comment", POINTS_AT_NOBODY)
def test_what_points_at_nobody_stays(comment: str) -> None:
    assert masked(comment) == comment


def test_a_known_name_is_masked_without_any_title() -> None:
    assert masked("张建国家漏水，张建国不在", ["张建国"]) == f"{MASK}家漏水，{MASK}不在"
