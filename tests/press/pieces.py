"""An article with everything in it that an article may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.office import Office, article, listing
from tests.shown import pdf, png

if TYPE_CHECKING:
    from pathlib import Path

DAY: Final = "2025-06-01"
NAME: Final = "测试区远穗1号建筑劳务有限公司"
BODY: Final = """## 基本案情

工地欠薪，涉及[远穗公司](listing:t-0001)和
[云垦公司](listing:t-0004)。工人**多次**讨要[^law]。

![工人代表领到工资](site.png)

| 姓名代号 | 金额（元） |
|----------|-----------:|
| 工人甲   |     12,000 |
| 工人乙   |      8,600 |

### 处理结果

1. 先期垫付；
2. 余款付清：
    - 现场发放；
    - 银行转账。

![各县人数](counties.csv)

> 干了活就该拿到钱。

见[通报](list.pdf)、[办法原文](https://www.gov.cn/a.html)、
[公众号](https://mp.weixin.qq.com/s/abc)和[信用修复](../index.html)。

![第二张](second.png "工资当面发放。")

```figures
title: 一组数
补发的工资: 66万余元
拿到钱的劳动者: 32名
```

```timeline
2022年: 进场干活
2023-01-14: [远穗公司](listing:t-0001)付清工资
```

```chart
type: line
title: 各月投诉
unit: 件
source: 区人社局
月份,受理,办结
1月,1200,900
2月,860,1010
```

[^law]: 保障农民工工资支付条例第三条。
"""


def office(folder: Path, body: str = BODY, **front: object) -> Office:
    """An office with two listings, the first of them named in force on ``DAY``, and the article."""
    made = Office(folder)
    made.signed("listings/a.yml", [listing(1), listing(4, decided_on="2022-01-05")])
    for name, data in (
        ("site.png", png()),
        ("second.png", png(9)),
        ("list.pdf", pdf(more=lambda writer, _page: writer.add_metadata({"/Title": "wages"}))),
        ("counties.csv", "旗县区,人数\n新城区,3\n武川县,14\n".encode()),
    ):
        made.write(f"typical-cases/{name}", data)
    made.signed("typical-cases/a.md", article(body, **front), on="2025-04-02")
    return made
