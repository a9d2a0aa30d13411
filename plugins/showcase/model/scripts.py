"""Which script a text is written in: the common signs of the field whose traditional form differs."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SIMPLIFIED", "TRADITIONAL", "is_traditional"]

TRADITIONAL: Final = (
    "創單動開責區實為進標組會評務檔設辦個項規對學資職導員業結領環體時發劃負衛經檢強準關議計機織況級總內黨習專風點類報驗現優確"
    "眾鄉調據質書門與網傳題國過錄電長記堅統圍監認訓測間愛廣極決達參鎮編應縣營證問擬義識積萬雙擁執來斷滿層號礎匯審隊綜論際綠協"
    "處階條構屆絡們樹則節園團歸種場稱圖績踐貫濟崗兩護嚴勵態講糾運變墳選獲聯徹觀憲納轉從將夾婦榮試農隨語維讓臺續帶預齊顯裝亂約"
    "張簡補紙這獎諾聞壇邊豐揮絕線針終繞覺勢載爭戶滅見聽輛備欄當視聲較訂細價譽冊跡賽舉幫禮繼鋒順師籌頭讀紛紀養屬掛鞏費盜齡藥適"
    "無閱車紹轄響別簽數腳僅減請歷稅術軍熱頓產違寫診掃殯雜話課憑穩謀緊擴閑矯諧潔踴躍懸樣揚凈廁蠅臟訴薦復肅貼換輪夠漲寶貴蕪趨狀"
    "臨諸頁瀏覽慮賬獻鑒貯說攝饋黃賭競擺軟權晉鉤馴誠難還遠氣擊隱輕給罰馬締歡擇輻癬贈錢詢蘋舊毀紅連東僑貿溝噸輔"
    "後裡麼歲幾陽陳華龍麗鐵橋樓醫親勞飯館銀鄰圓廠廳灣雲蘭興嶺莊爾寧濱"
)
SIMPLIFIED: Final = (
    "创单动开责区实为进标组会评务档设办个项规对学资职导员业结领环体时发划负卫经检强准关议计机织况级总内党习专风点类报验现优确"
    "众乡调据质书门与网传题国过录电长记坚统围监认训测间爱广极决达参镇编应县营证问拟义识积万双拥执来断满层号础汇审队综论际绿协"
    "处阶条构届络们树则节园团归种场称图绩践贯济岗两护严励态讲纠运变坟选获联彻观宪纳转从将夹妇荣试农随语维让台续带预齐显装乱约"
    "张简补纸这奖诺闻坛边丰挥绝线针终绕觉势载争户灭见听辆备栏当视声较订细价誉册迹赛举帮礼继锋顺师筹头读纷纪养属挂巩费盗龄药适"
    "无阅车绍辖响别签数脚仅减请历税术军热顿产违写诊扫殡杂话课凭稳谋紧扩闲矫谐洁踊跃悬样扬净厕蝇脏诉荐复肃贴换轮够涨宝贵芜趋状"
    "临诸页浏览虑账献鉴贮说摄馈黄赌竞摆软权晋钩驯诚难还远气击隐轻给罚马缔欢择辐癣赠钱询苹旧毁红连东侨贸沟吨辅"
    "后里么岁几阳陈华龙丽铁桥楼医亲劳饭馆银邻圆厂厅湾云兰兴岭庄尔宁滨"
)
"""Sign by sign the simplified forms of the others."""
_TRADITIONAL_SIGN: Final = re.compile(f"[{TRADITIONAL}]")
_SIMPLIFIED_SIGN: Final = re.compile(f"[{SIMPLIFIED}]")
_LEAST: Final = 2
"""A single sign may be part of a name."""


def is_traditional(text: str) -> bool:
    """True for a passage in traditional script, which screen readers and browsers must be told of (WCAG 3.1.2).

    Signs that both scripts have say nothing. 后 and 里 are old signs too (皇后, 一里): a few simplified ones are borne.
    """
    found = len(_TRADITIONAL_SIGN.findall(text))
    return found >= _LEAST and found > 5 * len(_SIMPLIFIED_SIGN.findall(text))
