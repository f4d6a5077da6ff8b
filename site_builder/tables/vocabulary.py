"""The headings that offices use (law.md §4), and the words of closed lists in Chinese."""

from __future__ import annotations

from typing import Final

from site_builder.model.record import Kind

# A counter of lines: known, and says nothing.
COUNTERS: Final = frozenset({"序号", "行号", "no.", "#"})

_PARTY: Final = {
    "name": (
        "单位名称",
        "行政相对人名称",
        "单位全称",
        "名称",
        "对象名称",
        "主体名称",
        "用人单位",
        "用人单位名称",
        "企业名称",
        "企业全称",
        "失信单位名称",
        "失信企业名称",
        "公司名称",
        "当事人",
        "当事人名称",
        "失信主体名称",
    ),
    "party_kind": ("行政相对人类别", "主体类别", "主体类型", "单位类型", "单位类别"),
    "credit_code": (
        "统一社会信用代码",
        "社会信用代码",
        "信用代码",
        "统一信用代码",
        "行政相对人代码_1(统一社会信用代码)",
    ),
    "registration_number": ("注册号", "工商注册号", "行政相对人代码_2(工商注册号)"),
    "region": ("地区", "所属地区", "所在地区", "所在地", "行政区划", "行政区划代码", "区划"),
}
_SHARED: Final = {
    "id": ("编号", "记录编号"),
    "regime": ("制度", "适用制度"),
    "arrears.amount": (
        "拖欠金额",
        "拖欠工资金额",
        "拖欠工资数额",
        "拖欠工资总额",
        "拖欠农民工工资金额",
        "拖欠农民工工资数额",
        "欠薪金额",
        "欠薪数额",
        "涉及金额",
        "涉案金额",
    ),
    "arrears.workers": (
        "拖欠人数",
        "人数",
        "欠薪人数",
        "涉及人数",
        "涉及劳动者人数",
        "涉及工人数",
        "涉及农民工人数",
        "拖欠农民工人数",
        "农民工人数",
        "涉案人数",
    ),
    "published_on": (
        "发布日期",
        "公布日期",
        "公示日期",
        "首次公开日期",
        "首次公示日期",
        "发布时间",
    ),
    "procedure.payment_due_on": ("责令支付期限届满日", "责令支付期限", "限期支付截止日"),
    "procedure.notice_served_on": ("告知送达日期", "拟列入告知送达日期"),
    "republished_by": ("转载机关", "其他发布机关"),
    "also_published": ("其他公布渠道", "其他发布渠道", "其他公示渠道"),
    "ends_on": ("公示截止期", "公示截止日", "公示截止日期", "公示到期日", "预计退出日期"),
}
_NUMBER: Final = (
    "决定书文号",
    "行政处罚决定书文号",
    "决定文号",
    "决定书编号",
    "决定书号",
    "文号",
    "文书号",
    "文书文号",
    "文书编号",
)
_ORGAN: Final = ("决定机关", "处罚机关", "作出决定机关", "发布机关", "机关")
_LISTING: Final = {
    **_SHARED,
    **{f"employer.{field}": words for field, words in _PARTY.items()},
    "employer.former_names": ("曾用名", "曾用名称", "原名称"),
    "legal_representative": (
        "法定代表人",
        "法定代表人姓名",
        "法人代表",
        "法定代表人(负责人)",
        "法定代表人/负责人",
        "法定代表人(主要负责人)",
        "法定代表人或负责人",
    ),
    "principal": ("主要负责人", "主要负责人姓名", "负责人", "负责人姓名"),
    "responsible_manager": ("直接负责的主管人员", "直接负责的主管人员姓名"),
    "responsible_person": ("直接责任人员", "直接责任人", "责任人员", "其他直接责任人员"),
    "decision.number": (*_NUMBER, "列入决定书文号", "列入文号", "列入决定文号"),
    "decision.organ": (*_ORGAN, "列入机关", "列入决定机关", "作出列入决定机关", "认定机关"),
    "decision.decided_on": (
        "列入日期",
        "列入时间",
        "列入决定日期",
        "列入名单日期",
        "认定日期",
        "决定日期",
        "作出决定日期",
        "处罚决定日期",
    ),
    "decision.reason": (
        "列入事由",
        "列入原因",
        "列入理由",
        "列入决定事由",
        "列入决定原因",
        "认定事由",
        "违法事实",
    ),
    "decision.basis": ("列入依据", "列入决定依据", "处罚依据", "认定依据"),
    "project.name": ("项目名称", "工程名称", "工程项目名称", "工程项目"),
    "project.contractor": ("施工单位", "总包单位", "施工总承包单位", "承包单位", "总包单位名称"),
}
_CASE: Final = {
    **_SHARED,
    **{f"party.{field}": words for field, words in _PARTY.items()},
    "party.legal_representative": _LISTING["legal_representative"],
    "type": ("类型", "案件类型", "案件类别", "文书类型"),
    "document.number": (*_NUMBER, "案号", "判决书文号", "支付令文号"),
    "document.organ": (*_ORGAN, "作出机关", "审理法院"),
    "document.issued_on": (
        "处罚决定日期",
        "决定日期",
        "作出决定日期",
        "作出日期",
        "签发日期",
        "文书日期",
        "判决日期",
    ),
    "document.title": ("标题", "文书标题", "文书名称", "案件名称"),
    "facts": ("违法事实", "案件事实", "主要违法事实", "基本案情"),
    "basis": ("处罚依据", "法律依据", "依据"),
    "outcome": ("处罚内容", "处罚结果", "处理结果", "判决结果", "裁判结果"),
    "penalty.type": ("处罚类别", "处罚种类"),
    "penalty.fine": ("罚款金额", "罚款数额", "罚款"),
    "listing": ("列入编号", "关联列入编号"),
}
FIELDS_IN_CHINESE: Final = {Kind.LISTING: _LISTING, Kind.CASE: _CASE}

_HIDING_AND_SHOWING: Final = {
    "entered_in_error": ("误登更正", "登记有误"),
    "revoked": ("撤销",),
    "suspended": ("中止", "暂停公示", "停止执行"),
    "resumed": ("恢复", "恢复公示"),
    "shielded": ("重整屏蔽", "屏蔽"),
    "unshielded": ("解除屏蔽",),
    "contested": ("复议或诉讼", "复议诉讼"),
    "contest_ended": ("复议或诉讼终结", "复议诉讼终结"),
    "objection_received": ("收到异议", "异议"),
    "objection_answered": ("异议答复",),
    "correction_requested": ("申请更正", "收到更正申请"),
    "correction_answered": ("更正答复",),
    "recalled": ("其他渠道撤下",),
}
EVENTS_IN_CHINESE: Final = {
    Kind.LISTING: {
        **_HIDING_AND_SHOWING,
        "remedied": ("改正", "整改完成", "已改正"),
        "removed_early": ("移出", "提前移出", "退出"),
        "restored": ("恢复列入", "重新列入"),
        "renamed": ("更名",),
        "new_violation": ("再次违法", "新违法行为"),
        "criminal_proceedings": ("刑事立案",),
        "convicted": ("有罪判决",),
        "proceedings_ended": ("刑事诉讼终结", "不起诉", "撤销案件"),
        "renewed": ("续期",),
        "amended": ("更正",),
        "person_hidden": ("隐去人员",),
        "removal_applied": ("申请移出", "申请提前移出"),
        "removal_refused": ("不予移出",),
    },
    Kind.CASE: {
        **_HIDING_AND_SHOWING,
        "repaired": ("修复", "信用修复", "移出", "提前移出"),
        "changed": ("变更",),
        "confirmed_unlawful": ("确认违法",),
        "confirmed_void": ("确认无效",),
    },
}
EVENT_PARTS: Final = {
    "on": ("日期", "时间", "决定日期"),
    "document": ("文号", "决定书文号", "决定文号", "文书号"),
    "reason": ("原因", "事由", "理由"),
    "organ": ("机关", "决定机关"),
    "name": ("后名称", "人员姓名"),
    "superseded_by": ("后文号",),
    "event": ("事项",),
    "field": ("字段",),
    "channel": ("名称", "渠道"),
}
STAGES_IN_CHINESE: Final = {
    "payment_order": ("限期支付", "责令支付", "支付令"),
    "administrative_decision": ("行政决定", "行政处罚"),
    "transferred": ("移送", "移送公安"),
    "filed": ("立案",),
    "not_filed": ("不予立案",),
    "sent_for_prosecution": ("移送审查起诉", "移送起诉"),
    "prosecuted": ("起诉", "提起公诉"),
    "not_prosecuted": ("不起诉",),
    "first_instance": ("一审", "一审判决"),
    "effective": ("生效", "判决生效"),
    "paid": ("支付", "付清", "工资付清"),
}
STAGE_PARTS: Final = {"on": ("日期", "时间"), "organ": ("机关",)}

# Words of closed lists as an office writes them; English ones stay as they are.
CLOSED_LISTS: Final = {
    "party_kind": {
        "企业": "enterprise",
        "企业法人": "enterprise",
        "法人": "enterprise",
        "法人及非法人组织": "enterprise",
        "个体工商户": "sole_trader",
        "个体户": "sole_trader",
        "事业单位": "institution",
        "社会组织": "organisation",
        "自然人": "natural_person",
        "个人": "natural_person",
    },
    "type": {
        "支付令": "payment_order",
        "限期支付令": "payment_order",
        "责令限期支付": "payment_order",
        "行政处罚": "administrative_penalty",
        "重大违法": "major_violation",
        "重大违法行为": "major_violation",
        "重大劳动保障违法行为": "major_violation",
        "刑事案件": "criminal_case",
        "刑事": "criminal_case",
        "判决": "judgment",
        "裁判文书": "judgment",
        "法院判决": "judgment",
    },
}
# What the penalty exchange table says of itself: its records have this type.
PENALTY_WORD: Final = "处罚"
PENALTY_TYPE: Final = "administrative_penalty"
DEFAULT_REGIME: Final = {Kind.LISTING: "arrears-list-2022"}

UNITS: Final = {"元": 1, "人民币元": 1, "万元": 10_000, "万": 10_000, "亿元": 100_000_000}
