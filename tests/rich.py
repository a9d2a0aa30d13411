"""A site with one of everything: states of honours, tables, drafts, dates to come, and names that try to be markup."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import yaml
from PIL import Image, ImageCms

from tests.site import Files, base_files, photo

SECRET = "GPS-440883199901010010"
"""Planted in photos where metadata goes; must not be found anywhere in the site."""
SCRIPT = "<script>alert(1)</script>"
NASTY = f"{SCRIPT}\"'&amp;<b>&"
"""A name as nobody should write it."""
BODY = '正文 & "引号" <https://other.example/?a=1&b=2>。\n'
REGIONS = """\
regions:
  - code: "99"
    name: 川岭省
    children:
      - code: "9900"
        name: 云川市
        children:
          - {code: "9901", name: 清源区}
          - {code: "9902", name: 望山县}
          - {code: "9903", name: 云岭县}
          - {code: "9904", name: 江北县}
"""
EDITION: Mapping[str, Any] = {
    "name": NASTY, "current": True, "issuer": NASTY, "source": NASTY, "note": NASTY, "methods": [NASTY],
    "items": [
        {
            "name": NASTY, "office": NASTY, "source": NASTY,
            "indicators": [{"name": NASTY, "slug": "huai", "points": [{"id": "坏.1", "text": NASTY, "method": NASTY}]}],
        }
    ],
}  # fmt: skip


def page(body: str = BODY, **meta: Any) -> str:
    """A Markdown file with front matter."""
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)}---\n{body}"


def unit(name: str, short_name: str, kind: str, region: str, **meta: Any) -> str:
    """The index of a unit."""
    return page("本单位的简介。\n", name=name, short_name=short_name, kind=kind, region=region, **meta)


def article(title: str, date: str, **meta: Any) -> str:
    """An article."""
    return page("## 做法\n\n每周一次。\n", **{"type": "经验", "title": title, "date": date, **meta})


def honor(title: str, date: str, grade: str = "文明单位", **meta: Any) -> dict[str, Any]:
    """A claim for a title of the city."""
    return {"title": title, "level": "市级", "jurisdiction": "云川市", "grade": grade, "date": date, **meta}


def decided(event: str, grade: str, units: list[str], **meta: Any) -> dict[str, Any]:
    """One list of a decision of the province."""
    title = f"省级{grade}"
    return {
        "event": event, "title": title, "level": "省级", "jurisdiction": "川岭省", "grade": grade, "units": units, **meta,
    }  # fmt: skip


def decision(title: str, number: str, date: str, *lists: Mapping[str, Any], **meta: Any) -> str:
    """A decision of the province."""
    given = {"title": title, "number": number, "date": date, "by": ["川岭省精神文明建设委员会"], "lists": list(lists)}
    return page("各单位：\n\n现予公布。\n", **{**given, **meta})


def notice(title: str, date: str, opens: str, closes: str, **meta: Any) -> str:
    """A notice of the city."""
    lists = [{"title": "拟保留", "application": "复查", "units": ["yucun-village"]}]
    given = {"title": title, "date": date, "opens": opens, "closes": closes, "by": ["云川市文明办"], "lists": lists}
    return page("公示正文。\n", **{**given, **meta})


def private_photo() -> bytes:
    """A JPEG of 1500 × 1000, red left of green, that is to be turned, and tells where and by whom it was made."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET
    exif[0x9286] = SECRET.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 40.0, 1.0), 3: "E", 4: (104.0, 1.0, 2.0)})
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile[:24] + bytes(12) + profile[36:]  # without the moment at which it was made
    image = Image.new("RGB", (1500, 1000), "#00c000")
    image.paste("#c00000", (0, 0, 750, 1000))
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif, comment=SECRET.encode(), xmp=xmp, icc_profile=profile, quality=90)
    return stream.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    """An XLSX file of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rich_files() -> dict[str, str | bytes | None]:
    """The base site and everything else."""
    return {**base_files(), **_settings(), **_units(), **_articles(), **_office(), **_hidden()}


def _settings() -> Files:
    return {
        "site_config/regions.yml": REGIONS,
        "site_config/indicators/2026.yml": yaml.safe_dump(EDITION, allow_unicode=True),
        "content/guide/index.md": page(title="投稿指南"),
        "content/index-of-words.md": page("词表。\n\n## 甲\n", title=f"词表{NASTY}", aliases=["words"]),
    }


def _units() -> Files:
    bailu = unit(
        "云川市清源区白鹭镇人民政府", "白鹭镇", "文明村镇", "清源区",
        ownership="机关", sector="乡镇街道", summary="一条河，一支队。", featured=True, aliases=["units/bailu"],
        former_names=[{"name": "白鹭乡", "until": "2011"}], contact={"phone": "000-55512345", "address": "白鹭大道 1 号"},
        aims=["创建省级文明村镇"],
        facts=[
            {"label": "志愿服务", "value": "1200", "unit": "人次", "qualifier": "余", "as_of": "2023"},
            {"label": "投入", "value": "2.6万", "unit": "元", "qualifier": "约"},
            {"label": "覆盖", "value": "98", "unit": "%", "qualifier": "以上"},
        ],
        honors=[
            honor("市级文明村镇", "2024-03", "文明村镇", term="第八届", document="云文明委〔2024〕3号"),
            honor("市级文明示范岗", "2022", "文明单位", holder={"subunit": "便民服务中心"}),
            honor("市级文明职工", "2021", "文明单位", holder={"persons": "3"}),
            honor("市级卫生先进", "2020-05", "", evidence="photos/02-志愿者清理河岸.jpg", by=["云川市卫健委"]),
        ],
        photos={"02-志愿者清理河岸.jpg": {"date": "2023-04", "place": "白鹭河", "credit": "宣传中心", "alt": "捡拾垃圾"}},
    )  # fmt: skip
    yucun = unit(
        "望山县渔村村民委员会", "渔村", "文明村镇", "望山县", parent="bailu-town",
        honors=[
            {"title": "县级文明村甲", "level": "县级", "date": "19xx"},
            {"title": "县级文明村乙", "level": "县级", "date": "19xx年2月"},
            {"title": "县级文明村丙", "level": "县级", "date": "20xx"},
            honor("市级文明村镇", "2022", "文明村镇", term="第七届"),
        ],
    )  # fmt: skip
    nasty = unit(
        f"望山县{NASTY}", f"阿{NASTY}", "文明单位", "云岭县", summary=NASTY, aims=[NASTY],
        contact={"phone": NASTY, "address": NASTY}, former_names=[{"name": NASTY}],
        facts=[{"label": NASTY, "value": NASTY, "unit": NASTY, "qualifier": NASTY}],
        honors=[{"title": NASTY, "level": "县级", "date": "2020", "by": [NASTY]}],
        photos={"01-<img src=x onerror=alert(1)>&\"'.jpg": {"place": NASTY, "credit": NASTY, "alt": NASTY}},
    )  # fmt: skip
    return {
        "units/bailu-town/index.md": bailu,
        "units/bailu-town/photos/02-志愿者清理河岸.jpg": private_photo(),
        "units/yucun-village/index.md": yucun,
        "units/nasty/index.md": nasty,
        "units/nasty/photos/01-<img src=x onerror=alert(1)>&\"'.jpg": photo(900, 600),
        "units/hexi-school/index.md": unit("云川市河西学校", "河西学校", "文明单位", "望山县"),
        "units/qinghe-office/index.md": unit("清源区清河街道办事处", "清河街道", "文明单位", "清源区"),
        "units/chexiao-unit/index.md": unit("望山县撤销单位", "落花单位", "文明单位", "望山县"),
        "units/jiangpan/index.md": unit("清源区江畔社区", "江畔社区", "文明单位", "清源区"),
        "units/jiangpan/honors.xlsx": workbook(
            ("称号", "级别", "授予范围", "等次", "届次", "日期", "授予机关"),
            ("市级文明单位", "市级", "云川市", "文明单位", "第七届", 2021, "中共云川市委、云川市人民政府"),
        ),
        "units/beidu/index.md": unit("清源区北渡环卫所", "北渡环卫", "文明单位", "清源区"),
        "units/beidu/honors.csv": (
            "称号,级别,授予范围,等次,日期\r\n市级文明单位标兵,市级,云川市,文明单位标兵,2019年底\r\n".encode("gb18030")
        ),
    }


def _articles() -> Files:
    return {
        "units/bailu-town/河长制-志愿河.md": article(
            "河长制", "2024-05", topics=["志愿服务"], aliases=["units/bailu-town/old"]
        ),
        "units/bailu-town/archive/思想建设类/01-领导小组文件.md": article("领导小组文件", "2021年底", type="制度"),
        "units/bailu-town/guo-qu.md": article("已到时间的材料", "2025-01-02", publish="2026-11-17 09:00"),
        "units/nasty/x.md": article(
            NASTY,
            "2020-01-01",
            subtitle=NASTY,
            summary=NASTY,
            authors=[NASTY],
            office=NASTY,
            indicators=["坏.1"],
            topics=["移风易俗"],
            media={"outlet": NASTY, "title": NASTY, "url": 'https://other.example/?a=1&b="><script>'},
        ),
        "units/nasty/weizhi.md": article("日期不明的材料", "20xx"),
    }


def _office() -> Files:
    return {
        "content/decisions/2021-05.md": decision(
            "关于命名省级文明单位的决定", "川文明委〔2021〕1号", "2021-05-10",
            decided("授予", "文明单位", ["hexi-school", "qinghe-office", "chexiao-unit"], term="第五届"),
        ),
        "content/decisions/2024-06.md": decision(
            "关于复查省级文明单位的决定", "川文明委〔2024〕6号", "2024-06-20",
            decided("晋级", "文明单位标兵", ["hexi-school"], term="第六届"),
            decided("黄牌", "文明单位", ["qinghe-office"], reason="测评未达标", publish_reason="true"),
            decided("撤销", "文明单位", ["chexiao-unit"], reason="不公开的原因"),
            validity="有效", index_number="000014349/2024-00006",
        ),
        "content/decisions/2027-01.md": decision(
            "以后的决定", "川文明委〔2027〕1号", "2027-01-05", decided("授予", "文明村镇", ["yucun-village"], term="第七届")
        ),
        "content/decisions/2023-01.md": decision(
            NASTY, "川文明委〔2023〕1号", "2023-01-01", validity="废止", index_number=NASTY, summary=NASTY
        ),
        "content/notices/2026-12.md": notice("关于以后的公示", "2026-11-17", "2026-11-25", "2026-12-01"),
        "content/notices/2026-09.md": notice(
            "关于以往的公示", "2026-09-01", "2026-09-02", "2026-09-08", outcome="decisions/2024-06",
            basis=["川文明委〔2024〕6号", "国发〔2000〕1号"], attachments=["名单 & #1.xlsx"],
        ),
        "content/notices/名单 & #1.xlsx": workbook(("单位",), ("渔村",)),
        "content/notices/2026-08.md": notice(
            "关于撤回的公示", "2026-08-03", "2026-08-04", "2026-08-10", withdrawn={"date": "2026-08-05", "reason": "名单有误"}
        ),
        "content/compilations/dier.md": page(
            "编者按。\n", title="秋实", subtitle="第二本", date="2025", by=["云川市文明办"], series={"name": "经验汇编", "number": "12"},
            parts=[{"title": "村镇", "select": {"kind": ["文明村镇"]}, "order": ["-date"]}, {"title": "校园", "select": {"kind": ["文明校园"]}}],
        ),
    }  # fmt: skip


def _hidden() -> Files:
    """Words with 草稿密 must not be found in the site, those with 以后密 not before their day."""
    return {
        "units/caogao/index.md": unit("草稿密单位全名", "草稿密单位", "文明校园", "江北县", draft="true", honors=[honor("草稿密称号", "2020")]),
        "units/caogao/a.md": article("草稿密单位的材料", "2026-01-01", topics=["志愿服务"]),
        "units/caogao/photos/01-草稿密照片.jpg": photo(50, 50, "#123456"),
        "units/bailu-town/caogao.md": article("草稿密材料", "2026-01-01", draft="true", featured="true", topics=["志愿服务"]),
        "units/bailu-town/jianglai.md": article("以后密材料", "2026-01-01", publish="2026-12-01", topics=["志愿服务"]),
        "content/decisions/2026-10.md": decision(
            "草稿密决定", "川文明委〔2026〕10号", "2026-10-01", decided("授予", "文明单位", ["beidu"]), draft="true"
        ),
        "content/notices/2026-10.md": notice("草稿密公示", "2026-11-16", "2026-11-17", "2026-11-19", draft="true"),
        "content/compilations/caogao.md": page(
            title="草稿密汇编", date="2026", parts=[{"title": "甲", "items": ["bailu-town/heyan"]}], draft="true"
        ),
        "content/guide/caogao.md": page("草稿密指南的正文。", title="草稿密指南", draft="true"),
        "units/chehui/index.md": unit("撤下单位全名", "撤下单位", "文明单位", "清源区", withdrawn={"date": "2026-10", "reason": "机构撤并"}),
        "units/chehui/photos/01-撤下的照片.jpg": photo(900, 600, "#123456"),
        "units/chehui/b.md": article("撤下单位的材料", "2022-02-02", topics=["志愿服务"]),
        "units/hexi-school/chexia.md": article("撤下的材料", "2022-03-03", topics=["志愿服务"], withdrawn={"date": "2026-10-01", "reason": "内容有误"}),
    }  # fmt: skip


# --- rolls ---------------------------------------------------------------------------------------

REASON = "不公开原因密"
"""Of a revocation; must not be found anywhere in the site."""
CITY = {"level": "市级", "jurisdiction": "云川市"}
GIVEN_JOINTLY = ["云川市总工会", "云川市文明办"]


def roll_files() -> dict[str, str | bytes | None]:
    """The rich site and a second city's worth of histories: what rolls have to tell apart."""
    return {**rich_files(), **_roll_units(), **_roll_decisions()}


def city(event: str, grade: str, units: list[str], **meta: Any) -> dict[str, Any]:
    """One list of a decision of the city."""
    return {"event": event, "title": f"市级{grade}", **CITY, "grade": grade, "units": units, **meta}


def _roll_units() -> Files:
    """Every unit stands for one course of things; its name says which."""
    return {
        "units/liangjie/index.md": unit("江北县两届学校", "两届学校", "文明单位", "江北县"),
        "units/chexiao-two/index.md": unit("江北县两级撤销站", "两级撤销站", "文明单位", "江北县"),
        "units/huifu/index.md": unit("江北县恢复供电所", "恢复供电所", "文明单位", "江北县"),
        "units/gaiming/index.md": unit(
            "江北县新名中心", "新名中心", "文明单位", "江北县",
            former_names=[{"name": "老名站", "until": "2019"}, {"name": "旧名所", "until": "2023-05"}],
        ),
        "units/zhongzhi/index.md": unit("江北县终止厂", "终止厂", "文明单位", "江北县"),
        "units/chengjie/index.md": unit(
            "江北县承接局", "承接局", "文明单位", "江北县",
            honors=[
                {"title": "县级文明单位", "level": "县级", "jurisdiction": "江北县", "grade": "文明单位", "date": "2015"},
                honor("市级文明单位", "2018-05", follows="县级文明单位", by=["云川市委"]),
                {
                    "title": "省级文明单位", "level": "省级", "jurisdiction": "川岭省", "grade": "文明单位", "date": "2020-06-01",
                    "follows": "市级文明单位", "document": "川文明委〔2020〕9号",
                },
            ],
        ),
        "units/danxiang/index.md": unit(
            "江北县单项公司", "单项公司", "文明单位", "江北县",
            honors=[
                honor("工人先锋号", "2022-04", "", by=GIVEN_JOINTLY),
                honor("巾帼文明岗", "20xx", "", by=["云川市妇联"]),
                honor("青年文明号", "2021", "", holder={"subunit": "收费班组"}, by=["云川市团委"]),
                honor("文明职工", "2020-07", "", holder={"persons": "4"}),
                honor("市级文明单位", "20xx"),
                honor("市级文明单位标兵", "未知", "文明单位标兵"),
            ],
        ),
    }  # fmt: skip


def _roll_decisions() -> Files:
    by = ["云川市精神文明建设委员会"]
    return {
        "site_config/taxonomies.yml": str(base_files()["site_config/taxonomies.yml"]).replace(
            "topics:", "  - {name: 江北县, level: 县级, ladders: [[文明单位]]}\ntopics:", 1
        ),
        "content/decisions/2018-city.md": decision(
            "关于命名第六届市级文明单位的决定", "云文明委〔2018〕1号", "2018-04-10",
            city("授予", "文明单位", ["liangjie", "chexiao-two", "huifu", "gaiming", "zhongzhi"], term="第六届"), by=by,
        ),
        "content/decisions/2021-city.md": decision(
            "关于命名第七届市级文明单位的决定", "云文明委〔2021〕2号", "2021-04-10",
            city("授予", "文明单位", ["liangjie", "chexiao-two", "huifu", "gaiming"], term="第七届"), by=by,
        ),
        "content/decisions/2021-province.md": decision(
            "关于命名省级文明单位的补充决定", "川文明委〔2021〕8号", "2021-08-01",
            decided("授予", "文明单位", ["chexiao-two"], term="第五届"),
        ),
        "content/decisions/2022-city.md": decision(
            "关于黄牌的决定", "云文明委〔2022〕4号", "2022-05-05", city("黄牌", "文明单位", ["huifu"], term="第七届"), by=by
        ),
        "content/decisions/2022-end.md": decision(
            "关于终止称号的决定", "云文明委〔2022〕7号", "2022-09-01",
            city("终止", "文明单位", ["zhongzhi"], term="第六届", reason="企业注销", publish_reason="true"), by=by,
        ),
        "content/decisions/2023-city.md": decision(
            "关于恢复和认定的决定", "云文明委〔2023〕6号", "2023-06-06",
            city("恢复", "文明单位", ["huifu"], term="第七届"), city("认定", "文明单位", ["gaiming"], term="第七届"), by=by,
        ),
        "content/decisions/2023-revoked.md": decision(
            "关于撤销称号的决定", "川文明委〔2023〕5号", "2023-10-10",
            decided("撤销", "文明单位", ["chexiao-two"], term="第五届", reason=REASON),
            city("撤销", "文明单位", ["chexiao-two"], term="第七届", reason="发生责任事故", publish_reason="true"),
        ),
        "content/decisions/2024-eighth.md": decision(
            "关于命名第八届市级文明单位的决定", "", "2024-03-20", city("授予", "文明单位", ["liangjie"], term="第八届"), by=by
        ),
        "content/decisions/2025-single.md": decision(
            "关于表彰先进的决定", "云工〔2025〕3号", "2025-05-01",
            {"event": "授予", "title": "工人先锋号", **CITY, "units": ["huifu"]}, by=GIVEN_JOINTLY,
        ),
    }  # fmt: skip
