"""The industries of the sample: codes of GB/T 4754-2017, and how large their companies usually are."""

from __future__ import annotations

from typing import NamedTuple


class Industry(NamedTuple):
    """One industry; `per_head` is the yearly revenue for each employee, in yuan."""

    code: str
    name: str
    trades: tuple[str, ...]
    employees: int
    per_head: int


# Each with its weight among companies.
INDUSTRIES: tuple[tuple[Industry, int], ...] = (
    (Industry("C34", "通用设备制造业", ("机床", "泵业", "轴承"), 130, 620_000), 9),
    (Industry("C39", "计算机、通信和其他电子设备制造业", ("电子", "光电", "通信"), 180, 750_000), 8),
    (Industry("C26", "化学原料和化学制品制造业", ("化工", "新材料"), 120, 1_300_000), 5),
    (Industry("C13", "农副食品加工业", ("食品", "粮油"), 82, 820_000), 5),
    (Industry("C27", "医药制造业", ("制药", "生物"), 160, 910_000), 4),
    (Industry("A01", "农业", ("农业", "种业"), 30, 240_000), 3),
    (Industry("E47", "房屋建筑业", ("建设", "建筑"), 200, 510_000), 5),
    (Industry("F51", "批发业", ("贸易", "供应链"), 18, 2_700_000), 12),
    (Industry("F52", "零售业", ("商贸", "零售", "百货"), 36, 750_000), 9),
    (Industry("G54", "道路运输业", ("物流", "运输"), 68, 390_000), 5),
    (Industry("G59", "装卸搬运和仓储业", ("仓储",), 47, 430_000), 2),
    (Industry("H61", "住宿业", ("酒店",), 51, 200_000), 2),
    (Industry("H62", "餐饮业", ("餐饮",), 39, 180_000), 4),
    (Industry("I64", "互联网和相关服务", ("网络", "数据"), 82, 820_000), 4),
    (Industry("I65", "软件和信息技术服务业", ("软件", "科技", "信息"), 56, 470_000), 10),
    (Industry("J66", "货币金融服务", ("小贷",), 43, 1_500_000), 2),
    (Industry("K7010", "房地产开发经营", ("置业",), 75, 3_000_000), 2),
    (Industry("K7020", "物业管理", ("物业",), 180, 130_000), 2),
    (Industry("L72", "商务服务业", ("咨询", "会展", "人力资源"), 33, 330_000), 5),
    (Industry("M73", "研究和试验发展", ("检测", "研究"), 43, 360_000), 2),
    (Industry("P83", "教育", ("教育",), 47, 220_000), 3),
)

REGIONS: tuple[tuple[str, int], ...] = (
    ("华东", 36),
    ("华南", 19),
    ("华北", 15),
    ("华中", 11),
    ("西南", 10),
    ("西北", 5),
    ("东北", 4),
)
