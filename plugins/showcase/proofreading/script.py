"""Traditional signs among simplified ones (DOMAIN.md §4, D24), by the common signs of the field.

A whole text in traditional signs is one finding; nothing is converted: 著力 is 着力, but 著名 stays, and only a
reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from showcase.proofreading.values import Finding, Prose

__all__ = ["fold", "mixed_script"]

_TRADITIONAL: Final = (
    "創單動開責區實為進標組會評務檔設辦個項規對學資職導員業結領環體時發劃負衛經檢強準關議計機織況級總內黨習專風點類報驗現優確"
    "眾鄉調據質書門與網傳題國過錄電長記堅統圍監認訓測間愛廣極決達參鎮編應縣營證問擬義識積萬雙擁執來斷滿層號礎匯審隊綜論際綠協"
    "處階條構屆絡們樹則節園團歸種場稱圖績踐貫濟崗兩護嚴勵態講糾運變墳選獲聯徹觀憲納轉從將夾婦榮試農隨語維讓臺續帶預齊顯裝亂約"
    "張簡補紙這獎諾聞壇邊豐揮絕線針終繞覺勢載爭戶滅見聽輛備欄當視聲較訂細價譽冊跡賽舉幫禮繼鋒順師籌頭讀紛紀養屬掛鞏費盜齡藥適"
    "無閱車紹轄響別簽數腳僅減請歷稅術軍熱頓產違寫診掃殯雜話課憑穩謀緊擴閑矯諧潔踴躍懸樣揚凈廁蠅臟訴薦復肅貼換輪夠漲寶貴蕪趨狀"
    "臨諸頁瀏覽慮賬獻鑒貯說攝饋黃賭競擺軟權晉鉤馴誠難還遠氣擊隱輕給罰馬締歡擇輻癬贈錢詢蘋舊毀紅連東僑貿溝噸輔"
    "後裡麼歲幾陽陳華龍麗鐵橋樓醫親勞飯館銀鄰圓廠廳灣雲蘭興嶺莊爾寧濱"
)
_SIMPLIFIED: Final = (
    "创单动开责区实为进标组会评务档设办个项规对学资职导员业结领环体时发划负卫经检强准关议计机织况级总内党习专风点类报验现优确"
    "众乡调据质书门与网传题国过录电长记坚统围监认训测间爱广极决达参镇编应县营证问拟义识积万双拥执来断满层号础汇审队综论际绿协"
    "处阶条构届络们树则节园团归种场称图绩践贯济岗两护严励态讲纠运变坟选获联彻观宪纳转从将夹妇荣试农随语维让台续带预齐显装乱约"
    "张简补纸这奖诺闻坛边丰挥绝线针终绕觉势载争户灭见听辆备栏当视声较订细价誉册迹赛举帮礼继锋顺师筹头读纷纪养属挂巩费盗龄药适"
    "无阅车绍辖响别签数脚仅减请历税术军热顿产违写诊扫殡杂话课凭稳谋紧扩闲矫谐洁踊跃悬样扬净厕蝇脏诉荐复肃贴换轮够涨宝贵芜趋状"
    "临诸页浏览虑账献鉴贮说摄馈黄赌竞摆软权晋钩驯诚难还远气击隐轻给罚马缔欢择辐癣赠钱询苹旧毁红连东侨贸沟吨辅"
    "后里么岁几阳陈华龙丽铁桥楼医亲劳饭馆银邻圆厂厅湾云兰兴岭庄尔宁滨"
)
_TABLE: Final = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ANY: Final = re.compile(f"[{_TRADITIONAL}]")
_FEW: Final = 30
"""So many different signs are a whole text, and not slips in one."""
_SLIPS: Final = 2
"""A single one may be part of a name."""


def fold(text: str) -> str:
    """Simplified signs for traditional ones, sign by sign; the very same text when there is none."""
    return text.translate(_TABLE) if _ANY.search(text) else text


def mixed_script(prose: Prose) -> Iterator[Finding]:
    """One finding a text."""
    if prose.folded is prose.text:
        return
    places = [match.start() for match in _ANY.finditer(prose.text)]
    signs = list(dict.fromkeys(prose.text[place] for place in places))
    if len(places) < _SLIPS:
        return
    if len(signs) >= _FEW:
        message = f"正文是繁体字（{len(places)} 处），请核对后改用简体；机器转换会错（著力应为着力，著名不变）"
    else:
        pairs = "、".join(f"{sign}→{sign.translate(_TABLE)}" for sign in signs[:5])
        message = f"夹有 {len(places)} 个繁体字（{pairs}{'…' if len(signs) > 5 else ''}），请核对"
    yield Finding(places[0], message, "odd-characters")
