"""What tells who somebody is without naming him: dwelling, birth, health, a tender age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from site_builder.firewall.finding import Finding, Sort
from site_builder.firewall.name_marks import COMMON, DOUBTFUL, GIVEN, SURE

if TYPE_CHECKING:
    from site_builder.firewall.plain import Plain

_N: Final = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,4})"
_HAN: Final = "[一-鿿]"
# A house, a flat, a group of a village: finer than any county.
_HOUSE: Final = re.compile(
    rf"{_HAN}{{1,8}}(?:路|街|巷|弄|胡同|大道)\s?(?:[甲乙丙丁东西南北]?\s?{_N}\s?(?:号院?|弄)(?:附\s?{_N}\s?号)?\s?)"
    rf"(?:{_N}\s?(?:栋|幢|号?楼|座|单元|室|户|门|排)\s?)*"
    rf"|{_HAN}{{1,8}}(?:小区|花园|家园|公寓|苑|社区|村|里|院)\s?(?:{_N}\s?(?:号院?|栋|幢|号?楼|座|排|区|期)\s?)*"
    rf"{_N}\s?(?:单元|室|户|门)(?:\s?{_N}\s?(?:室|号|户))?"
    rf"|{_HAN}{{2,8}}?(?:村|嘎查|社区|屯|营子)\s?(?:第?{_N}|[东西南北中前后])\s?(?:村民小组|组|社)(?![织成长会区])"
    rf"|(?:{_N}\s?(?:栋|幢|号楼|座)\s?)(?:{_N}\s?单元\s?)?{_N}\s?(?:室|户)"
)
_SMALL: Final = r"(?:镇|乡|苏木|街道|村|嘎查|社区|小区|路|街|巷|屯|营子|庄|座)"
_DWELLS: Final = re.compile(
    r"(?:住址|家庭地址|家庭住址|户籍(?:所在地|地址|地)|户口(?:在|所在地)|现住|家住|居住(?:在|于|地)|住所(?:地)?|住在|暂住"
    r"|老家(?:在|是)?|籍贯|家在)"
    rf"[是为：:在于\s]{{0,4}}[^，。；\n]{{0,24}}?{_SMALL}(?:\s?[A-Za-z0-9一二三四五六七八九十\-]{{1,8}}[号组队室户]?)?"
    rf"|(?<![居入常暂留吃])住(?![宿房院建址所户])[^，。；、\n]{{2,20}}?(?:镇|乡|苏木|街道|村|嘎查|社区|广场[A-Z\d])[^，。；、\n]{{0,10}}"
    rf"|[系是][^，。；、\n]{{2,16}}?(?:镇|乡|苏木|村|嘎查|屯)(?:村)?人(?![民员士])"
    r"|的地址[是为：:]{1,2}[^，。；\n]{4,30}"
)
# Where somebody lives, told as one tells a neighbour: 住祥和小区5-2-301, 租住祥和公寓301.
_ROOM: Final = r"[0-9零〇一二三四五六七八九十百]{1,5}"
_LIVES: Final = re.compile(
    r"(?<![入居常暂留吃])住(?![宿房院建址所户宅进上满过到下])[^，。；、\n]{0,14}?"
    rf"(?:{_ROOM}\s?(?:号院|号楼|#|[栋幢]\s?{_ROOM})|[0-9]{{1,3}}(?:-[0-9]{{1,3}})?-[0-9]{{3,4}}"
    rf"|(?:小区|花园|家园|公寓|苑|里)\s?{_ROOM}(?![0-9年月日人户个元%]))"
    rf"(?:[\s\-#]?(?:{_ROOM}|[A-Za-z]|号?楼|单元|[栋幢座排号室户层]))*"
)
_NO_HOME: Final = re.compile(r"某|宿舍|工棚|板房|工地|项目部|酒店|宾馆|旅[馆店社]")
# An office may say where it is to be found.
_OFFICE: Final = re.compile(
    r"(?:位于|坐落|寄送|办公(?:地点|地址|场所)|联系地址|通信地址|通讯地址|地址|受理地点|地点|邮寄|前往|到)[：:为在至\s]{0,3}[^\n。；]{0,30}$"
)
_OF_OFFICE: Final = re.compile(
    r"(?:局|厅|院|所|中心|大厅|窗口|法院|委员会|大队|支队)(?:[（(，,：:]|地址|位于|在)?[^。；\n]{0,12}$"
)
_YEAR: Final = r"(?:1[89]\d\d|20[0-2]\d|[一二]\S[〇零○一二三四五六七八九]{2})"
_DATE: Final = (
    rf"{_YEAR}\s?[年.\-/]\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?[月.\-/]?"
    r"(?:\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]?)?"
)
_MONTH: Final = (
    r"(?:\d{1,2}|[一二三四五六七八九十正冬腊]{1,2})\s?月"
    r"(?:\s?(?:\d{1,2}|[初一二三四五六七八九十]{1,3})\s?[日号]?)?"
)
_BORN: Final = re.compile(
    rf"(?:出生日期|出生年月(?:日)?|出生于|(?<!先)生于|生日|出生时间)[是为：:于\s]{{0,3}}({_DATE}|{_MONTH}|{_YEAR}年?)"
    rf"|((?:{_DATE}|(?:{_YEAR}|\d\d)\s?年\s?{_MONTH}|{_YEAR}\s?年))\s?(?:出生|生人|生(?![效产活命意态成前]))"
    rf"|[，,、（(]\s?[男女]\s?[，,、]\s?(?:{_HAN}{{1,4}}族\s?[，,、]\s?|\d{{1,2}}岁\s?[，,、]\s?)?({_DATE})"
    rf"|[（(]({_DATE})\s?[—\-–～~]"
)
_ILL: Final = re.compile(
    r"尿毒症|白血病|艾滋病|HIV|梅毒|淋病|乙肝|丙肝|[乙丙]型肝炎|肝硬化|肺结核|精神病|精神分裂|精神障碍|精神疾病|抑郁症|重度抑郁"
    r"|躁郁症|双相障碍|癫痫|糖尿病|冠心病|心脏病|心脏支架|心梗|高血压|脑梗|脑出血|脑溢血|脑瘫|肿瘤"
    r"|(?<![致防抗])癌(?:症|晚期|变)|[肺肝胃肠乳腺骨血]癌|帕金森|阿尔茨海默|老年痴呆|智力残疾|精神残疾|透析|截肢|失聪|失明"
    r"|流产|不孕|怀孕[一二三四五六七八九\d]+个?多?月|性病|吸毒史|戒毒|自杀未遂|(?:割腕|服毒)自杀|新冠阳性"
    r"|(?:身患|患有|罹患|确诊|患)(?!者)[^，。；\n]{0,8}(?:病|症|癌|炎|肺|硬化|障碍)"
)
# Of many, or of nobody: a screening, a lecture, a rule.
_OF_NOBODY: Final = re.compile(
    r"[^。；\n]{0,12}(?:义诊|筛查|普查|体检|检查|讲座|防治|预防|宣传|知识|保险)"
)
# A rule of law names the young without telling of one.
_AGE: Final = (
    r"(?:(?<![0-9])(?:[1-9]|1[0-7])"
    r"|(?<![一二三四五六七八九十百])(?:十[一二三四五六七]?|[一二三四五六七八九]))"
)
# 小李, 阿强: familiar, and yet somebody; 小时 and 小于16岁 are none.
_SURNAME: Final = f"[{''.join(sorted(COMMON | SURE | DOUBTFUL))}]"
_FAMILIAR: Final = (
    rf"(?:小(?![时计]|于\s?[0-9一二三四五六七八九十]){_SURNAME}|阿[{''.join(sorted(GIVEN))}])"
)
_SOMEBODY: Final = (
    r"(?:某\w?|男孩|女孩|女童|男童|少年|少女|学生|学徒|小伙|姑娘|工人|童工|务工|员工|打工"
    rf"|{_FAMILIAR})"
)
_YOUNG: Final = re.compile(
    rf"{_SOMEBODY}[^，。；\n]{{0,4}}?[，,（(、]?\s?"
    rf"(?:年仅|现年|时年|今年|当时|只有|才|仅|刚满|不满|未满)?\s?{_AGE}\s?周?岁"
    rf"|(?:年仅|现年|时年|今年|只有|才|仅)\s?{_AGE}\s?周?岁"
    rf"|(?<![0-9至到—\-~]){_AGE}\s?周?岁(?:大)?的?[^，。；\n]{{0,6}}{_SOMEBODY}"
    rf"|未成年(?:人|工|的)?(?:{_HAN}某|小{_HAN}|[（(])"
    rf"|(?:某\w?|{_FAMILIAR})(?:当时|那时)?(?:还|尚|仍)?(?:未成年|没有?成年)(?!子女)|(?:是|还是)个?未成年(?:人|的?孩子|学生)"
    rf"|童工{_HAN}某|(?:差|不到|离)[^，。；\n]{{0,6}}成年(?![人累])"
    rf"|(?:小学|初中|高[一二]|初[一二三]|[一二三四五六]年级)(?:学?生|在读|就读)?{_HAN}某"
    rf"|{_HAN}某\w?[^，。；\n]{{0,6}}?(?:读|上|念|是)(?:小学|初中|高中|初[一二三]|高[一二三]|[一二三四五六]年级)"
    rf"|(?:{_HAN}某\w?|{_FAMILIAR})[，,（(、是系为\s]{{1,3}}(?:一?[名个])?"
    r"(?:未成年人|未成年工|童工|初中生|小学生|高中生|在校初中|在校小学|(?:初中|高中|高[一二]|初[一二三])学生)"
    r"|(?:未满|不满)(?:十八|十六|18|16)周?岁的[^，。；\n]{0,6}某"
    r"|某\w?[^，。；\n]{0,4}?(?:未满|不满)\s?(?:十八|18)\s?周?岁"
)
# What stands right before or behind a name, and tells that it is a minor's.
_YOUNG_BEFORE: Final = re.compile(
    rf"(?<![0-9至到—\-~]){_AGE}\s?周?岁(?:大)?的?[^，。；\n]{{0,6}}\Z"
)
_YOUNG_BEHIND: Final = re.compile(
    r"[^，。；\n]{0,4}?[，,（(、]?\s?(?:[男女][，,、]\s?)?"
    r"(?:年仅|现年|时年|今年|当时|只有|才|仅|刚满|不满|未满)?\s?"
    rf"(?:{_AGE}|(?:(?<=未满)|(?<=不满))(?:十八|18))\s?周?岁"
    r"|[，,（(\s]{0,2}(?:当时|那时)?(?:还|尚)?[系是为]?(?:一?[名个])?(?:未成年(?!子女|人保护)|没有?成年)"
    r"|(?:[，,（(]\s?|[系是为])(?:一?[名个])?(?:童工|初中生|小学生|高中生)"
)
_ROOM_BEFORE, _ROOM_BEHIND = 14, 20
# A site that is built on.
_WORKS: Final = re.compile(r".{0,4}(?:改造|工程|项目|施工|建设|工地|装修|标段|地块)")
_MANY: Final = re.compile(r"(?:工程|历史|企业|公司)[^，。；\n]{0,4}$")


def circumstances(text: Plain) -> Iterator[Finding]:
    """Each dwelling, day of birth and illness in ``text``, and each minor told of."""
    chars = text.chars
    yield from _dwellings(text)
    for match in _BORN.finditer(chars):
        group = next(number for number in (1, 2, 3, 4) if match[number])
        yield _finding(text, Sort.BIRTH_DATE, *match.span(group))
    for match in _ILL.finditer(chars):
        if not _OF_NOBODY.match(chars, match.end()):
            yield _finding(text, Sort.HEALTH, *match.span())
    for match in _YOUNG.finditer(chars):
        if not _MANY.search(chars[max(match.start() - 8, 0) : match.start()]):
            yield _finding(text, Sort.MINOR, *match.span())


def young(text: Plain, names: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """Each of these names that is a minor's by what stands right before or behind it."""
    chars = text.chars
    for start, end in names:
        before = _YOUNG_BEFORE.search(chars, max(start - _ROOM_BEFORE, 0), start)
        behind = _YOUNG_BEHIND.match(chars, end, end + _ROOM_BEHIND)
        if before or behind:
            first = before.start() if before else start
            yield _finding(text, Sort.MINOR, first, behind.end() if behind else end)


def _dwellings(text: Plain) -> Iterator[Finding]:
    chars = text.chars
    for match in _HOUSE.finditer(chars):
        if "某" in match[0] or _WORKS.match(chars, match.end()):
            continue
        before = chars[max(match.start() - 40, 0) : match.end() - 1]
        is_home = _DWELLS.search(chars[max(match.start() - 16, 0) : match.end()]) is not None
        if is_home or not (_OFFICE.search(before) or _OF_OFFICE.search(before)):
            yield _finding(text, Sort.ADDRESS, *match.span())
    for match in _LIVES.finditer(chars):
        if not (_NO_HOME.search(match[0]) or _WORKS.match(chars, match.end())):
            yield _finding(text, Sort.ADDRESS, *match.span())
    for match in _DWELLS.finditer(chars):
        if "某" not in match[0]:
            yield _finding(text, Sort.ADDRESS, *match.span())


def _finding(text: Plain, sort: Sort, start: int, end: int) -> Finding:
    first, last = text.span(start, end)
    return Finding(sort=sort, start=first, end=last)
