"""What a comment is about: comments written by hand, with the topics a reader would give."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.analysis.topics import known_topics

READ_BY_HAND = {
    "电梯经常坏，等半天": {"电梯"},
    "电梯老是停运": {"电梯"},
    "停车位不够，晚上没地方停": {"停车"},
    "外来车乱停，堵住消防通道": {"停车", "公共设施"},
    "报修三天没人来": {"维修"},
    "修了又坏": {"维修"},
    "卫生间漏水一直没有修好": {"漏水", "维修"},
    "没有漏水了，谢谢": {"漏水"},
    "楼道卫生差，垃圾没人清": {"保洁"},
    "保安认真负责": {"安保", "服务态度"},
    "确保安全": {"其他"},
    "陌生人随便进，门岗不管": {"安保"},
    "绿化带杂草太多": {"绿化"},
    "草坪枯了没人补种": {"绿化"},
    "物业费太高": {"收费"},
    "维修基金怎么用的没有公示": {"收费"},
    "快递柜要收费": {"快递", "收费"},
    "充电桩太少": {"充电"},
    "电瓶车推进楼里充电": {"充电"},
    "遛狗不牵绳": {"宠物"},
    "广场舞太吵": {"噪音"},
    "楼上装修，周末也施工": {"装修"},
    "前台态度不好": {"服务态度"},
    "打电话没人接": {"沟通回复"},
    "多次反映没有结果": {"沟通回复"},
    "希望多组织社区活动": {"社区活动"},
    "行动快": {"其他"},
    "暖气不热": {"水电暖"},
    "路灯不亮": {"公共设施"},
    "外墙脱落，开发商不管": {"房屋质量"},
    "总体不错，继续保持": {"总体评价"},
    "没有意见": {"无意见"},
    "无。": {"无意见"},
    "  ": {"无意见"},
    "希望早日看到改变": {"其他"},
}


@pytest.mark.parametrize("comment", READ_BY_HAND)
def test_a_comment_has_the_topics_that_a_reader_gives_it(comment: str) -> None:
    assert set(known_topics().of(comment)) == READ_BY_HAND[comment]


def test_a_topic_is_what_a_comment_is_about_whether_praise_or_blame() -> None:
    topics = known_topics()

    assert topics.of("电梯很快") == topics.of("电梯太慢") == ("电梯",)


def test_a_comment_without_a_known_word_is_about_its_question() -> None:
    topics = known_topics()

    assert topics.of("不够及时", "工程维修") == ("维修",)
    assert topics.of("不够及时", None) == ("其他",)


def test_full_width_writing_makes_no_difference() -> None:
    assert known_topics().of("ＱＱ群里反映，没人理") == known_topics().of("QQ群里反映,没人理")


def test_every_topic_has_an_english_name() -> None:
    topics = known_topics()

    assert set(topics.by_service_area.values()) <= set(topics.english)
    assert all(name.strip() for name in topics.english.values())


def test_a_topic_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "topics.yml"
    path.write_text(
        "other: {topic: 其他, en: Other}\nnothing: {topic: 无, en: None, words: []}\n"
        "topics:\n- {topic: 电梯, en: Lifts, words: [电梯]}\n"
        "- {topic: 电梯, en: Lifts, words: [货梯]}\n",
        "utf-8",
    )

    with pytest.raises(ValueError, match="电梯"):
        known_topics(path)
