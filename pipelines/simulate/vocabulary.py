"""The words of the invented company: names of estates and people, complaints, repairs.

Belongs here: word lists and the names made of them; nobody in them is a real person.
Does not belong here: how often anything happens, except the weight of a topic.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CITIES = ("郑州", "洛阳", "西安", "长沙", "合肥", "武汉", "南昌", "济南")

_ESTATE_HEADS = (
    "翠湖",
    "金桂",
    "锦绣",
    "东篱",
    "望江",
    "云栖",
    "听松",
    "兰亭",
    "星河",
    "碧水",
    "南屏",
    "紫荆",
    "枫林",
    "明月",
    "清波",
    "朝阳",
    "银杏",
    "竹海",
    "海棠",
    "北辰",
    "玉泉",
    "春晓",
    "西岸",
    "丹霞",
)
_ESTATE_TAILS = ("花园", "苑", "华庭", "广场", "雅居", "新城", "公馆", "里", "名邸", "家园")

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_SYLLABLES = "文国建志明华丽秀英娟敏静芳军强磊洋勇艳杰涛超平刚桂玲霞红梅鑫宇浩欣怡佳琪晨睿雪琳凯博"

MOBILE_PREFIXES = ("1380", "1390", "1381", "1391", "1370", "1360")


@dataclass(frozen=True)
class Topic:
    """What people complain about or order: who handles it, how often, in which season.

    `seasons` lists the calendar months in which `season_factor` multiplies the weight.
    """

    text: str
    department: str
    weight: float
    kind: str = "一般"
    seasons: tuple[int, ...] = ()
    season_factor: float = 1.0
    on_site: bool = True


SUMMER = (6, 7, 8)
RAINY = (6, 7, 8, 9)
HEATING = (11, 12, 1, 2, 3)
QUARTER_STARTS = (1, 4, 7, 10)

COMPLAINT_TOPICS = (
    Topic("电梯故障停运，等候时间过长", "工程部", 9),
    Topic("电梯困人", "工程部", 2, kind="紧急"),
    Topic("水压低，高峰时段没有热水", "工程部", 7, seasons=SUMMER, season_factor=2.0),
    Topic("空调外机滴水影响楼下", "工程部", 3, seasons=SUMMER, season_factor=4.0),
    Topic("暖气不热，报修后没有结果", "工程部", 4, seasons=HEATING, season_factor=4.0),
    Topic("水管爆裂漏水", "工程部", 2, kind="紧急", seasons=HEATING, season_factor=2.0),
    Topic("外墙渗水，开发遗留问题", "工程部", 4, kind="遗留工程", seasons=RAINY, season_factor=2.5),
    Topic("单元门禁失灵", "工程部", 5),
    Topic("楼上噪音扰民", "秩序部", 8, seasons=SUMMER, season_factor=1.4),
    Topic("车辆乱停堵塞消防通道", "秩序部", 8),
    Topic("陌生人进楼推销", "秩序部", 3),
    Topic("宠物未牵绳", "秩序部", 4),
    Topic("楼道堆放杂物", "保洁部", 6),
    Topic("垃圾清运不及时，有异味", "保洁部", 9, seasons=SUMMER, season_factor=2.2),
    Topic("地库积水未清理", "保洁部", 4, seasons=RAINY, season_factor=2.0),
    Topic("绿化带蚊虫多", "保洁部", 3, seasons=SUMMER, season_factor=3.0),
    Topic("前台态度生硬", "客户服务部", 4, kind="服务态度", on_site=False),
    Topic("反映问题多次无人回复", "客户服务部", 5, kind="服务态度", on_site=False),
    Topic("装修巡查不到位", "客户服务部", 4),
    Topic("收费明细看不懂", "财务部", 4, seasons=QUARTER_STARTS, season_factor=2.0, on_site=False),
    Topic(
        "账单金额与合同不符", "财务部", 3, seasons=QUARTER_STARTS, season_factor=2.0, on_site=False
    ),
)

WORK_ORDER_TOPICS = (
    Topic("厨房水管漏水", "工程部", 10, kind="报修"),
    Topic("下水道堵塞", "工程部", 9, kind="报修"),
    Topic("空调不制冷", "工程部", 5, kind="报修", seasons=SUMMER, season_factor=5.0),
    Topic("暖气不热", "工程部", 5, kind="报修", seasons=HEATING, season_factor=4.5),
    Topic("跳闸断电", "工程部", 7, kind="报修", seasons=SUMMER, season_factor=1.8),
    Topic("门锁维修", "工程部", 5, kind="报修"),
    Topic("公共照明不亮", "工程部", 6, kind="报修"),
    Topic("对讲门禁失灵", "工程部", 5, kind="报修"),
    Topic("窗户渗水", "工程部", 4, kind="报修", seasons=RAINY, season_factor=2.5),
    Topic("入户保洁", "保洁部", 7, kind="家政"),
    Topic("擦玻璃", "保洁部", 4, kind="家政", seasons=(1, 12), season_factor=2.5),
    Topic("空调清洗", "工程部", 3, kind="有偿服务", seasons=(5, 6), season_factor=3.0),
    Topic("灯具安装", "工程部", 3, kind="有偿服务"),
    Topic("代收大件搬运", "秩序部", 2, kind="有偿服务"),
    Topic("停车办理咨询", "客户服务部", 5, kind="咨询", on_site=False),
    Topic("装修手续咨询", "客户服务部", 4, kind="咨询", on_site=False),
    Topic("费用咨询", "财务部", 3, kind="咨询", on_site=False),
    Topic("增设充电桩", "客户服务部", 2, kind="建议", on_site=False),
    Topic("增加晾衣区", "客户服务部", 2, kind="建议", on_site=False),
)

INCIDENT_TOPICS = (
    Topic("电梯困人，钢丝绳检测触发保护", "工程部", 5, kind="电梯困人"),
    Topic("水管接头老化爆裂", "工程部", 4, kind="水管爆裂", seasons=HEATING, season_factor=2.0),
    Topic("配电房跳闸，公共区域停电", "工程部", 3, kind="停电", seasons=SUMMER, season_factor=2.0),
    Topic("电动车充电起火", "秩序部", 2, kind="火情"),
    Topic("高空坠物砸坏车辆", "秩序部", 2, kind="高空坠物"),
    Topic("住户争执，已请民警到场", "秩序部", 2, kind="治安事件"),
    Topic("暴雨倒灌地库", "秩序部", 1, kind="水浸", seasons=RAINY, season_factor=6.0),
)
CALL_PURPOSES = ("缴费咨询", "停车办理", "装修手续", "快递存放", "访客登记", "开门钥匙", "打错电话")
CONTACT_WORDS = (
    "告知业主处理进度，配件在途",
    "与业主约定上门时间",
    "说明未能完成的原因，业主表示理解",
    "施工单位已排期，已告知业主",
    "电话沟通，业主要求尽快解决",
)

RESOLUTIONS = (
    "已处理完毕，业主确认",
    "现场整改，复查合格",
    "已更换配件，恢复正常",
    "已上门解释，业主接受",
    "已协调责任方处理",
)
PENALTIES = ("口头警告", "扣罚50元", "扣罚100元", "书面检讨")


def estate_name(index: int) -> str:
    """A name for the estate at this place; names repeat with 二期, 三期 … after 240."""
    heads, tails = len(_ESTATE_HEADS), len(_ESTATE_TAILS)
    phase, within = divmod(index, heads * tails)
    # heads and tails turn together, shifted once per common turn, so every pair comes up once
    head = within % heads
    tail = (within + within // 120) % tails
    name = _ESTATE_HEADS[head] + _ESTATE_TAILS[tail]
    return name if phase == 0 else f"{name}{phase + 1}期"


def person_names(random: np.random.Generator, count: int) -> npt.NDArray[np.object_]:
    """Invented names: a common surname and one or two common syllables."""
    surname = np.array(list(_SURNAMES), dtype=object)
    syllable = np.array(list(_SYLLABLES), dtype=object)
    second = np.where(
        random.random(count) < 0.7, syllable[random.integers(0, len(syllable), count)], ""
    )
    first = syllable[random.integers(0, len(syllable), count)]
    names: npt.NDArray[np.object_] = (
        surname[random.integers(0, len(surname), count)] + first + second
    )
    return names


def mobile_numbers(random: np.random.Generator, count: int) -> npt.NDArray[np.object_]:
    """Invented eleven-digit mobile numbers."""
    prefix = np.array(MOBILE_PREFIXES, dtype=object)[
        random.integers(0, len(MOBILE_PREFIXES), count)
    ]
    tails = [f"{n:07d}" for n in random.integers(0, 10_000_000, count).tolist()]
    numbers: npt.NDArray[np.object_] = prefix + np.array(tails, dtype=object)
    return numbers
