"""What the firewall finds, and what it leaves alone."""

from __future__ import annotations

import csv
import gzip
import re
from itertools import islice
from pathlib import Path

import pytest

from site_builder.firewall import Look, Sort, findings
from tests.firewall.bench_firewall import (
    false_alarms,
    measured_disguises,
    measured_names,
)
from tests.firewall.clean_texts import clean_texts
from tests.firewall.disguises import disguised
from tests.firewall.labelled import ADVERSARIAL_DEV, sentences

SHARED = Path(__file__).parents[3] / "shared" / "data"
IDENTIFIERS = SHARED / "identifiers"
COMPANIES = SHARED / "cn-companies" / "company-names.csv.gz"


def valid(name: str) -> list[str]:
    """The inputs that a shared table of vectors calls valid."""
    with (IDENTIFIERS / name).open(encoding="utf-8", newline="") as stream:
        return [row["input"] for row in csv.DictReader(stream) if "valid" in row["expected"][:5]]


def found(text: str, **look: object) -> list[tuple[str, str]]:
    """The sort of each finding, and the words it stands on."""
    return [
        (finding.sort.value, text[finding.start : finding.end])
        for finding in findings(text, Look(**look))  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("text", "sort", "stretch"),
    [
        (
            "身份证号１５０１０２１９８８０７３０３０３５。",
            "id-number",
            "１５０１０２１９８８０７３０３０３５",
        ),
        ("证号150102 19880730 303 5", "id-number", "150102 19880730 303 5"),
        ("15010218990101001 5", "id-number", "15010218990101001 5"),
        ("旧证150102880730303。", "id-number", "150102880730303"),
        ("卡号6222 0212 3456 7890 128", "bank-card", "6222 0212 3456 7890 128"),
        ("卡号6222021234567890123", "bank-card", "6222021234567890123"),
        ("工资卡号（建行）6222 0212 3456 7890 124", "bank-card", "6222 0212 3456 7890 124"),
        ("开户行建行示例支行，账号15001234567890123", "bank-card", "15001234567890123"),
        ("投诉电话：13812345678", "phone", "13812345678"),
        ("举报电话：6241234、138 1234 5678", "phone", "138 1234 5678"),
        ("投诉人电话：0471-6241234", "phone", "0471-6241234"),
        ("工人雷锋领到工资", "full-name", "雷锋"),
        ("王建国精神不好", "full-name", "王建国"),
        ("学习王建国同志先进事迹", "full-name", "王建国"),
        ("村党总支书记王建国", "full-name", "王建国"),
        ("万家宝领到工资", "full-name", "万家宝"),
        ("电话一三八零零一三八零零零", "phone", "一三八零零一三八零零零"),
        ("1&#51;8<b></b>00138000", "phone", "1&#51;8<b></b>00138000"),
        ("打(0471)624-1234找我", "phone", "0471)624-1234"),
        ("座机8234567", "phone", "8234567"),
        ("护照E12345678", "passport", "E12345678"),
        ("开蒙A·12345的车", "plate", "蒙A·12345"),
        ("写信到zhang.san@qq.com", "e-mail", "zhang.san@qq.com"),
        ("加微信：zhang_san88", "wechat", "zhang_san88"),
        ("QQ：12345678", "qq", "12345678"),
        ("家住奈曼旗大沁他拉镇", "address", "家住奈曼旗大沁他拉镇"),
        ("海东路15号3单元201室", "address", "海东路15号3单元201室"),
        ("住祥和小区5-2-301。", "address", "住祥和小区5-2-301"),
        ("家住祥和小区五栋三零一。", "address", "住祥和小区五栋三零一"),
        ("住祥和家园5号楼。", "address", "住祥和家园5号楼"),
        ("租住祥和公寓301。", "address", "住祥和公寓301"),
        ("住新华街12#3-401。", "address", "住新华街12#3-401"),
        ("住5号院3排7号。", "address", "住5号院3排7号"),
        ("车牌：A12345", "plate", "A12345"),
        ("车牌号蒙A一二三四五", "plate", "蒙A一二三四五"),
        ("他的微信叫wangjg1980", "wechat", "wangjg1980"),
        ("QQ号一二三四五六七八", "qq", "一二三四五六七八"),
        ("张某，男，汉族，1985年3月1日出生", "birth-date", "1985年3月1日"),
        ("其母身患尿毒症", "health", "身患尿毒症"),
        ("15岁的李某", "minor", "15岁的李某"),
        ("17岁的小王领到工资", "minor", "17岁的小王"),
        ("刚满15周岁的学徒小李", "minor", "15周岁的学徒小李"),
        ("小王（17岁）", "minor", "小王（17岁"),
        ("使用未满16周岁的小李劳动", "minor", "16周岁的小李"),
        ("16岁的阿强", "minor", "16岁的阿强"),
        ("小刘还未成年", "minor", "小刘还未成年"),
        ("17岁的学徒王建国领到工资", "minor", "17岁的学徒"),
        ("刚满16周岁的王建国领到工资", "minor", "16周岁的王建国"),
        ("马秀英（17岁）", "minor", "马秀英（17岁"),
        ("王建国，男，17岁", "minor", "王建国，男，17岁"),
        ("农民工李秀英未满十八周岁", "minor", "李秀英未满十八周岁"),
        ("工人王建国尚未成年", "minor", "王建国尚未成年"),
        ("王建国是初中生", "minor", "王建国是初中生"),
        ("陈某未满十八周岁", "minor", "某未满十八周岁"),
        ("小赵（高一学生）在工地", "minor", "小赵（高一学生"),
        ("账户：05123456789012345678", "bank-card", "05123456789012345678"),
        ("收款账户 6217 0000 1000 2345 678", "bank-card", "6217 0000 1000 2345 678"),
        ("犯罪分子王某逃跑", "presumes-guilt", "犯罪分子"),
        ("欠薪XX元", "placeholder", "XX"),
        ("处理结果：待补", "placeholder", "待补"),
        ("农民工李志强领到工资", "full-name", "李志强"),
        ("证人欧阳小娟证实", "full-name", "欧阳小娟"),
        ("牧民格日勒图来到法院", "full-name", "格日勒图"),
        ("王\u3000伟领到工资", "full-name", "王\u3000伟"),
        ("工人王\u3000建国领到工资", "full-name", "王\u3000建国"),
        ("王\xa0建国领到工资", "full-name", "王\xa0建国"),
        ("李&nbsp;娜到大队投诉", "full-name", "李&nbsp;娜"),
        ("王&emsp;建国领到工资", "full-name", "王&emsp;建国"),
        ("王·建国领到工资", "full-name", "王·建国"),
        ("王-建国领到工资", "full-name", "王-建国"),
        ("欧阳\u3000小娟领到工资", "full-name", "欧阳\u3000小娟"),
        ("王某（建国）领到工资", "full-name", "王某（建国）"),
        ("工资由王\n建国领取", "full-name", "王\n建国"),
        ("双方找到李秀  \n英核对", "full-name", "李秀  \n英"),
        ("巴特\n尔说", "full-name", "巴特\n尔"),
        ("老王建国领到工资", "full-name", "王建国"),
        ("由内蒙古鑫达建筑有限公司承建", "firm-name", "内蒙古鑫达建筑有限公司"),
        ("富强村羊倌领到18352.5元", "re-identifiable", "18352.5元"),
    ],
)
def test_what_leads_to_a_person_is_found_where_it_stands(
    text: str, sort: str, stretch: str
) -> None:
    assert (sort, stretch) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码91150102MA0AAAA1X7",
        "（2024）内0102刑初123号",
        "共186200.00元，14人，2025-03-01",
        "对公账户15001234567890123，财政专户账号15001234567890123，合同编号202611300001234567",
        "学习雷锋，孔子说“言必信”，白居易、杜甫，郑州富士康项目，安置房、康复医院、毛坯房",
        "学习贯彻王建国总书记重要指示，以王建国同志为核心的党中央，王建国新时代中国特色社会主义思想",
        "坚持王建国法治思想，弘扬王建国精神，《王建国文选》和《王建国传》，王建国纪念馆修缮工程",
        "乌兰牧骑走进工地，那达慕大会期间，贺兰山脚下，和林格尔、托克托、清水河三地陆续付清",
        "涉及面广、范围广、人数多，做到任务清、责任明、措施实，时间紧、任务重，程序严、时限明",
        "班长说，母亲说，木匠说，农户说，施工员说，安全员、钟点工、毕业生、解放军、特警等5人",
        "unit: 万份，9万件、3万人次、6万户",
        "投诉电话：0471-12345678（工作日），举报电话6241234",
        "可以拨打12333、12345或者400-123-4567",
        "李某、王某某、欧阳某、张某1、李某强、老李、李师傅、王女士、赵经理",
        "李某（女）、王某（男，45岁）、王某（女儿）、李某（会计）、赵某（山东）、陈某（化名）",
        "老张永远记得那天，老赵文化不高，小王明天去",
        "方 案，章 程，单 位，石-砂比，水/电费，高 新技术，北京-上海",
        "某建筑公司、一家劳务派遣公司、该公司、总承包公司",
        "构成犯罪的，依法追究刑事责任",
        "28岁的小王、小李（47岁）、二十八岁的小张、工龄小于16年、年龄小于16岁的、小时工16岁以上",
        "未成年人保护法规定，禁止使用不满十六周岁的未成年人",
        "高新区、江苏、万元、金额、任何、时间、方面、安全帽",
        "呼和浩特市、锡林浩特、乌兰察布、额济纳旗、巴彦淖尔",
        "住在工地2-3个月，分住三栋，住3楼，住10-12人，住宅楼5号楼，住建局，住院3-5天",
        "住项目部5号楼，住集体宿舍5-301，拒绝入住祥和小区5号楼，承建祥和小区5号楼",
        "QQ三五百人、微信叫车",
        "海东路15号院改造工程",
        "地址：内蒙古自治区呼和浩特市示例路1号",
        "大写：伍拾壹万元整",
    ],
)
def test_what_leads_to_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("row", "stretch"),
    [("| 王 | 建国 |", "王 | 建国"), ("| 李 | 秀英 |", "李 | 秀英"), ("| 王 | 某 |", "")],
)
def test_a_name_over_two_cells_of_a_table_is_found(row: str, stretch: str) -> None:
    for headings in ("| 姓 | 名 |", "| 姓名 | |"):
        text = f"{headings}\n|--|--|\n{row}\n"
        names = [words for sort, words in found(text, is_markdown=True) if sort == "full-name"]
        assert names == ([stretch] if stretch else [])


def test_words_in_two_cells_of_a_table_are_no_name() -> None:
    text = "| 项目 | 等级 |\n|--|--|\n| 高 | 低 |\n| 水 | 中等 |\n"
    assert found(text, is_markdown=True) == []


@pytest.mark.parametrize(
    "heading",
    [
        *("代号", "应发", "应收", "白名单", "金融业", "达斡尔族", "强度", "能源", "玉米", "范围"),
        *("治理", "路线", "方针", "简介", "利率", "管线", "单项", "涂料", "农药", "公寓", "支部"),
    ],
)
def test_a_heading_that_begins_with_a_surname_is_no_name(heading: str) -> None:
    assert found(heading) == []
    table = f"| {heading} | 数 |\n|--|--|\n| {heading} | 5 |\n"
    assert found(f"{table}\n- {heading}：5件\n\n核查{heading}、合同。", is_markdown=True) == []


@pytest.mark.parametrize(
    ("text", "sort", "stretch"),
    [
        ("<!-- 王建国领到工资 -->", "full-name", "王建国"),
        ("好\n\n<!-- 15岁的李某 -->", "minor", "15岁的李某"),
        ('<b title="王建国">好</b>', "full-name", "王建国"),
    ],
)
def test_what_stands_in_tags_and_comments_shows_and_is_found(
    text: str, sort: str, stretch: str
) -> None:
    assert found(text, is_markdown=True) == [(sort, stretch)]


@pytest.mark.parametrize(
    "text",
    [
        "王建国使用童工被查处",
        "王建国成年以后外出打工",
        "王建国抚养三名未成年子女",
        "王建国（47岁）和工龄17年的李秀英",
        "法官王建国宣讲未成年人保护法",
    ],
)
def test_whoever_is_named_beside_something_young_is_no_minor_for_it(text: str) -> None:
    assert "minor" not in {sort for sort, _stretch in found(text)}


def test_numbers_that_an_office_gives_out_may_stand() -> None:
    assert found("电话0471-6241234", numbers=frozenset({"04716241234"})) == []


def test_a_mobile_behind_a_number_that_may_stand_is_no_extension_of_it() -> None:
    text = "电话010-62412341、138 1234 5678"
    assert found(text, numbers=frozenset({"01062412341"})) == [("phone", "138 1234 5678")]


def test_the_examples_of_the_press_guide_pass() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "press.zh-CN.md").read_text("utf-8")
    examples = re.findall(r"^````\n(.*?)^````", guide, re.MULTILINE | re.DOTALL)
    assert len(examples) >= 5
    assert [found(example, is_markdown=True) for example in examples] == [[]] * len(examples)


def test_a_name_that_its_record_shows_may_stand() -> None:
    assert found("法定代表人郝砚舟到场", shown=("郝砚舟",)) == []


def test_a_known_name_is_found_amid_any_words() -> None:
    assert found("钱后来进了高兴的账户", known=("高兴",)) == [("full-name", "高兴")]


def test_the_words_of_a_link_to_a_listing_may_name_a_firm() -> None:
    text = "[内蒙古鑫达建筑有限公司](listing:nm-1)欠薪"
    assert found(text, is_markdown=True) == []


@pytest.mark.parametrize(
    "text", ["**重点**工作", "* 一条\n* 又一条", "***\n\n正文", "|--|--|\n|甲|乙|"]
)
def test_marks_of_markdown_are_no_placeholders(text: str) -> None:
    assert found(text, is_markdown=True) == []


def test_disguised_numbers_are_found() -> None:
    hidden = measured_disguises(disguised(6, 700), findings)
    assert [item.text for item in hidden.missed] == []


def test_clean_texts_raise_no_alarm() -> None:
    alarms = false_alarms(clean_texts(6, 150), findings)
    assert alarms == {}


def test_names_are_found_as_well_as_when_the_evidence_was_weighed() -> None:
    names = measured_names(sentences(ADVERSARIAL_DEV), findings)
    assert names.recall >= 0.93
    assert names.precision >= 0.93


@pytest.mark.parametrize("number", valid("id-card-vectors.csv"))
def test_the_identity_numbers_of_other_peoples_tests_are_found(number: str) -> None:
    assert [sort for sort, _text in found(f"证号{number}。")] == [Sort.ID_NUMBER]


@pytest.mark.parametrize("number", valid("phone-vectors.csv"))
def test_the_telephones_of_other_peoples_tests_are_found(number: str) -> None:
    assert [sort for sort, _text in found(f"联系电话{number}。")] == [Sort.PHONE]


def test_a_firm_whose_name_holds_a_persons_is_no_person() -> None:
    """42 of 1,892 common names of persons stand inside 21,000 names of firms."""
    with gzip.open(COMPANIES, "rt", encoding="utf-8", newline="") as stream:
        firms = [row["name"] for row in islice(csv.DictReader(stream), 400)]
    texts = (f"经查，{firm}将劳务分包给王某。" for firm in firms)
    look = Look(sorts=frozenset({Sort.FULL_NAME}), is_official=True)
    assert sum(bool(findings(text, look)) for text in texts) <= 2


@pytest.mark.parametrize("width", [1, 7, 12, 40])
def test_an_entity_of_many_zeros_is_read_as_browsers_read_it(width: int) -> None:
    number = "11010519491231002X"
    text = "".join(f"&#{ord(char):0{width}d};" for char in number)
    assert [found.sort for found in findings(text)] == [Sort.ID_NUMBER]


def test_numerals_of_merchants_are_digits() -> None:
    text = "身份证〡〡〇〡〇〥〡〩〤〩〡〢〣〡〇〇〢X"
    assert [found.sort for found in findings(text)] == [Sort.ID_NUMBER]
