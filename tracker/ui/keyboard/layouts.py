"""Keyboards with other letters: what the same key types on one with Latin letters.

Where two keyboards have the same letter on different keys (those with Arabic letters have nearly all), the settings say
which of them it is.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

_RUSSIAN: Final = (
    "`ё qй wц eу rк tе yн uг iш oщ pз [х ]ъ aф sы dв fа gп hр jо kл lд ;ж 'э zя xч cс vм bи nт mь ,б .ю "
    "sі ]ї 'є oў"  # Ukrainian and Belarusian letters in their places
)
_GREEK: Final = "wς eε rρ tτ yυ uθ iι oο pπ aα sσ dδ fφ gγ hη jξ kκ lλ zζ xχ cψ vω bβ nν mμ"

_ARABIC_SCRIPT: Final = {
    "urdu": (
        "`\u064b qق wو eع rر tت yے uء iی oہ pپ aا sس dد fف gگ hح jج kک lل ;؛ zز xش cچ vط bب nن mم ,، .۔ "
        "Q\u0652 Wؤ E\u0670 Rڑ Tٹ Y\u064e Uئ I\u0650 Oۃ P\u064f Aآ Sص Dڈ F\u0651 Gغ Hھ Jض Kخ L\u0654 "
        "Zذ Xژ Cث Vظ Nں M\u0658 ?؟"
    ),
    "urdu-windows": (
        "qط wص eھ rد tٹ yپ uت iب oج pح aم sو dر fن gل hہ jا kک lی ;؛ zق xف cے vس bش nغ mع ,، .۔ "
        "Qظ Wض Eذ Rڈ Tث Y\u0651 Uۃ Iـ Oچ Pخ Aژ Sز Dڑ Fں Gۂ Hء Jآ Kگ Lي Cۓ Bؤ Nئ ?؟"
    ),
    "persian": (
        "qض wص eث rق tف yغ uع iه oخ pح [ج ]چ aش sس dی fب gل hا jت kن lم ;ک 'گ zظ xط cز vر bذ nد mپ ,و "
        'Q\u0652 W\u064c E\u064d R\u064b T\u064f Y\u0650 U\u064e I\u0651 Aؤ Sئ Dي Fإ Gأ Hآ Jة K» L« "؛ '
        "Zك X\u0653 Cژ V\u0670 N\u0654 Mء ?؟"
    ),
    "arabic": (
        "`ذ qض wص eث rق tف yغ uع iه oخ pح [ج ]د aش sس dي fب gل hا jت kن lم ;ك 'ط zئ xء cؤ vر nى mة ,و .ز /ظ "
        "~\u0651 Q\u064e W\u064b E\u064f R\u064c Tﻹ Yإ I÷ O× P؛ A\u0650 S\u064d Gﻷ Hأ Jـ K، X\u0652 Nآ ?؟"
    ),
}
"""The phonetic keyboard of CRULP, the one that Windows calls Urdu, ISIRI 9147, and Arabic (101)."""

_WIDE: Final = 0xFEE0
"""How far the wide forms of ASCII are from their own."""


def place_of(character: str, arabic_script: str) -> str:
    """Return what the key of ``character`` types on a US keyboard; empty where it isn't known, or the same.

    Args:
        character: what was typed.
        arabic_script: which keyboard is meant by Arabic letters, as the settings name it.
    """
    if len(character) != 1 or character.isascii():
        return ""
    if (digit := unicodedata.decimal(character, None)) is not None:
        return str(digit)
    if "！" <= character <= "～":
        return chr(ord(character) - _WIDE)
    return _places(arabic_script).get(character, "")


@cache
def _places(arabic_script: str) -> Mapping[str, str]:
    """Return places by characters."""
    places: dict[str, str] = {}
    for pair in (_RUSSIAN + " " + _GREEK).split():
        places[pair[1]] = pair[0]
        places[pair[1].upper()] = _SHIFTED.get(pair[0], pair[0].upper())
    return places | {pair[1]: pair[0] for pair in _ARABIC_SCRIPT[arabic_script].split()}


_SHIFTED: Final = {"`": "~", "[": "{", "]": "}", ";": ":", "'": '"', ",": "<", ".": ">"}
